"""Proper names that no lexicon knows."""

from tellings import RULES

from sokuho.stories import proper


def words(title: str, text: str) -> tuple[str, ...]:
    return proper.words(title, f"{title}\n{text}", RULES.common_words)


def test_capitalised_words_within_a_sentence() -> None:
    found = words("", "The plant at Clinch River uses a BWRX-300 and is linked to GulfLink.")
    assert {"clinch", "bwrx", "gulflink"} <= {w.split()[0] for w in found}
    assert "the" not in found


def test_a_sentence_beginning_counts_where_the_title_has_it_too() -> None:
    assert "corvane" in words("Corvane to build campus", "Corvane will build it. Nobody else will.")
    assert "nobody" not in words("Corvane to build campus", "Corvane will build it. Nobody else will.")


def test_katakana_and_towns() -> None:
    found = words("米コーベイン、データセンター建設", "千葉県印西市に建てる。")
    assert {"コーベイン", "印西"} <= set(found)
    assert "データセンター" not in found


def test_people_tell_nothing() -> None:
    found = words(
        "", "It will be built at Inzai, said President Toshiaki Tokunaga. ブラッド・スミス社長も語った。"
    )
    assert "inzai" in found
    assert not {"toshiaki", "tokunaga", "ブラッド", "スミス"} & set(found)


def test_a_flood_of_names_is_cut() -> None:
    text = " ".join(f"with Name{chr(97 + i % 26)}{chr(97 + i // 26)} and" for i in range(500))
    assert len(words("", text)) <= 30
