"""An invented newspaper, The Harbour Lantern of Port Maren, and the small server that prints it on loopback."""

from digest.demo.server import DEMO_PORT, serve_newspaper
from digest.demo.settings import demo_settings, save_pages

__all__ = ["DEMO_PORT", "demo_settings", "save_pages", "serve_newspaper"]
