"""A browser that WebKitWebDriver can drive and that keeps its storage in a folder: `/usr/bin/python3 webkit_window.py FOLDER`.

Before anything else, its pages run the script `init.js` in that folder.

WebKitGTK's own MiniBrowser opens a private session while it is driven, so that nothing of it could be looked for on the disk. This needs
Debian's python3-gi and gir1.2-webkit2-4.1, and Debian's Python, because those packages are built for it.
"""

import sys
from pathlib import Path

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gtk, WebKit2  # noqa: E402


class Browser:
    def __init__(self, folder: Path):
        self.init = folder / "init.js"
        data = WebKit2.WebsiteDataManager(base_data_directory=str(folder / "data"), base_cache_directory=str(folder / "cache"))
        self.context = WebKit2.WebContext(website_data_manager=data)
        self.context.set_automation_allowed(True)
        self.context.connect("automation-started", self.driven)

    def driven(self, _context: WebKit2.WebContext, session: WebKit2.AutomationSession) -> None:
        info = WebKit2.ApplicationInfo()
        info.set_name("webkit_window")
        info.set_version(WebKit2.get_major_version(), WebKit2.get_minor_version(), WebKit2.get_micro_version())
        session.set_application_info(info)
        session.connect("create-web-view", lambda _session: self.tab())

    def tab(self) -> WebKit2.WebView:
        scripts = WebKit2.UserContentManager()
        scripts.add_script(WebKit2.UserScript(self.init.read_text("utf-8"), WebKit2.UserContentInjectedFrames.TOP_FRAME, WebKit2.UserScriptInjectionTime.START))
        view = WebKit2.WebView(web_context=self.context, is_controlled_by_automation=True, user_content_manager=scripts)
        window = Gtk.Window(default_width=390, default_height=844)
        window.add(view)
        view.connect("close", lambda _view: window.destroy())
        window.show_all()
        return view


if __name__ == "__main__":
    # WebKitWebDriver ends this process when its session ends.
    browser = Browser(Path(sys.argv[1]))
    Gtk.main()
