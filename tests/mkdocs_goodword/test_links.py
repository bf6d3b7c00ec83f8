"""Where a link leads, as seen from a page."""

from urllib.parse import unquote, urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_goodword.links import address_from

HOME = "https://firm.example/"
SEGMENTS = st.sampled_from([".", "..", "a", "index.html", "myindex.html", "b.md", "ü", "-", "...", "c_d"])
PATHS = st.builds(
    lambda begin, parts, end: begin + "/".join(parts) + end,
    st.sampled_from(["", "/"]),
    st.lists(SEGMENTS, min_size=1, max_size=7),
    st.sampled_from(["", "/"]),
)


@given(base=st.sampled_from([HOME, f"{HOME}a/", f"{HOME}a/b/c/"]), target=PATHS)
def test_a_plain_path_leads_where_the_standard_library_says(base, target):
    path = unquote(urlsplit(urljoin(base, target)).path).removesuffix("index.html")

    assert address_from(base, target) == f"{path.rstrip('/')}/"


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("../b/", "/a/b/"),
        ("?page=2", "/a/x/"),
        ("#top", "/a/x/"),
        ("caf%C3%A9/", "/a/x/café/"),
        ("//other.example/a/", ""),
        ("https://firm.example/c", "/c/"),
        ("mailto:ana@firm.example", ""),
    ],
)
def test_any_other_address_is_taken_apart(target, address):
    assert address_from(f"{HOME}a/x/", target) == address


def test_what_is_no_address_is_told():
    with pytest.raises(ValueError, match="IPv6"):
        address_from(HOME, "http://[nowhere")
