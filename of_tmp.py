from playwright.sync_api import sync_playwright
import subprocess,time,sys,os
from tests.ui.conftest import free_port
port=free_port()
proc=subprocess.Popen([sys.executable,"-m","tests.ui.demo_server","--port",str(port)],stdout=subprocess.DEVNULL,stderr=subprocess.DEVNULL)
import httpx
for _ in range(300):
    try:
        if httpx.get(f"http://127.0.0.1:{port}/readyz").status_code==200: break
    except Exception: pass
    time.sleep(.5)
try:
  with sync_playwright() as pw:
    b=pw.chromium.launch(executable_path="/usr/bin/chromium",args=["--headless","--no-sandbox","--disable-gpu"])
    for w in (320,360):
        p=b.new_page(viewport={"width":w,"height":740}); p.goto(f"http://127.0.0.1:{port}/p/creme-rosee?lang=fr"); p.evaluate("document.documentElement.style.fontSize='200%'")
        print(w,p.evaluate("document.documentElement.scrollWidth"),p.evaluate("[...document.querySelector('temoin-chat').shadowRoot.querySelectorAll('*'),...document.querySelectorAll('*')].filter(e=>e.scrollWidth>e.clientWidth+1&&e.clientWidth>1).map(e=>e.tagName+'.'+e.className+' '+Math.round(e.getBoundingClientRect().right)+' '+e.textContent.trim().slice(0,40)).slice(0,25)"))
        p.screenshot(path=f"/tmp/face/of{w}.png",full_page=False)
    b.close()
finally: proc.terminate()
