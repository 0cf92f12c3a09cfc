"""The readers' web pages: sign-up, confirmation, preferences and leaving, and the API behind the same rules.

Each room has a module with a `…_routes` function; `app.public_app` puts them together behind one gate.
"""
