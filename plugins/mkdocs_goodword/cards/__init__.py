"""Drawing cards: from words and colours to the bytes of a picture of 1200 by 630 pixels."""
