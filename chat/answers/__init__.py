"""One module for each way of answering; each turns a question on its way into a draft."""
