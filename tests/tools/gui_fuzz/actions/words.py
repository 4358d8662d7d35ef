"""What is typed."""

NUMBERS = (
    "0", "1", "2", "3", "7", "16", "64", "0.02", "0.5", "-1", "1e-4", "3.25", "+4", " 5 ", "007",
)  # fmt: skip
NONSENSE = (
    "", " ", "abc", "mü 高斯", "1,5", "nan", "inf", "-inf", "1e400", "0x10", "٣", "１２", "1e-400",
    "99999999999999999999", "16, 16", "16,,16", "1 2", "%s {0} &amp; <b>", "-", ".", "é\u0301",
    "\u202eabc", "😀", "true",
)  # fmt: skip
FILE_NAMES = (
    "mü 高斯", "experiment", "a.toml", "b.toml", "run 1.ganrun", "state.pt", "curves.csv", "x.gif",
    "picture.png", "no/such/folder/x.toml", "Ordner ünter 文件夹/y.toml", "", ".", "con.", "a\tb",
    "x" * 300, "verdict.json", "%1 &2",
)  # fmt: skip
