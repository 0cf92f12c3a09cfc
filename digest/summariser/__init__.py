"""The summariser: an article becomes its lede and its key quotes, every word of them the article's own."""
