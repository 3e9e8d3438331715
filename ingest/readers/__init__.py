"""How do exports become records?"""

from ingest.readers.files import Item
from ingest.readers.known_products import known_as, known_names
from ingest.readers.paths import read_file, read_paths
from ingest.refusals import Refusal, Skipped

__all__ = ["Item", "Refusal", "Skipped", "known_as", "known_names", "read_file", "read_paths"]
