"""What a story knows of a deal's parties."""

from sokuho.model import Party
from sokuho.stories.projects import add_parties


def test_a_party_keeps_its_first_role_and_gets_one_from_a_later_report() -> None:
    known = (Party("JERA", "JERA", "JP"), Party("Exelon", "Exelon", "US", "seller"))
    told = [Party("ジェラ", "JERA", "JP", "buyer"), Party("Exelon", "Exelon", "US", "partner")]
    assert add_parties(known, told) == (
        Party("JERA", "JERA", "JP", "buyer"),
        Party("Exelon", "Exelon", "US", "seller"),
    )
