// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// Archives that GNU tar 1.34 has made and gzip or bzip2 compressed, in base64: a folder `fruit`
/// with `apple.txt` ("apple pie"), a file whose name is 120 times `n` where the format has room
/// for it ("long"), `empty`, and a symbolic link.
public enum CompressedArchive {
    public static let paxGzip =
        ""
        + "H4sIAAAAAAACA+3a326CMBQGcK59Cp5Ae9pC5cL7Xe4VyOw2MkSCNXFvv8oSRuo2Q0L5I9/vBmMviCnfORxk"
        + "vXlOL0863evqtHmtzpkJesesWMr6aLlHxpT8+Xz9nkiQCMJLMIDzyaSVPX2wTIKFqckOekcqifiWUUJrrgSX"
        + "SaLEyq6+3Kwm36tyFcDs1ZHf+D1HHfEo+jv/7mfiJOMgjIbMf3U8/lv67q27P25W+9/qAWlZ5nptLqbf/e9W"
        + "/4W9XlD/J1r/m1VUz0ep/x5C3yX/RE7+5fUQsiHzv9D6X+98WGYaUVhw/lv9f691Ofr8x5nC/DfV/r9NMP89"
        + "WP6vofc3BHaf/wSLBea/gfe/1QSKXt2r/8K9/xNcRQz1fwgkKSxT875rXQjFSFa/NqOm3aAZ+c2/t329e//H"
        + "nPs/EZNtF5j/BpAfizekAPNf0/r1oTSfo89/giT6/0TnPzz/fbj8ewh9l/zfzn+c0P/Hqf95VnyM//yP8P7H"
        + "iPW/ecMD738so/57CL37/E+pDvVfxrGt/9zv35Ko/wAAAAAAAAAAAAAAAAAAAAAAAAAwS1/0K/OWAFAAAA=="

    public static let gnuBzip2 =
        ""
        + "QlpoOTFBWSZTWd1aha4AASt/hc+AAEBAAf+AQAQrkGev3nAAAIgABCgwAPjbCNU00JmpgmAmjAJtCYaBqA1R"
        + "5TQwTE0DAAAmEUUp6myTTxTJ5EG1GQBoM0+gN/5omidNkYSZUjDEbvSRCjOgLTmb9ezY9BE2i6iiNcTC1LWj"
        + "gsIBILCyv2srb/6ZOF3eQMlTWCFsCgY4+RvjdYoHnqKsYTBJvp+siF+ZAEflmCiBPKOOiGhQYtwBrFECWCSi"
        + "Jvu05aLAF7ZenAME5hIX+jnwpRulnSs/IUAcjhDKD8k8SUkNVfsL0i5m/O/zxhb1/V4rcta5EDZFy5LwNFq5"
        + "Dl4NiAcxdyRThQkN1aha4A=="

    public static let ustarGzip =
        ""
        + "H4sIAAAAAAACA+3W0QqCMBSA4T2KT1BOt/k8QRMky2ET6u1bdqdkeHGE6v9uJiiI/Oy4uh+auFei8qSydlyT"
        + "6Tq/1oU2TmVWbWC4xkOfXt93XVx67tP96cd9iXrsfwih9bt4i2L9nTHv+2s96W+eS5bTX9xYPguNV/hHr/1/"
        + "9D7I/QTWz/8ydyXzf7v+/hziXbT/4vyf9y+0Zf5v179tLifh819VrehvnEv9C9ljCf0BAAAAAAAAAAAA/JQH"
        + "BDaiRQAoAAA="

    public static let oldBzip2 =
        ""
        + "QlpoOTFBWSZTWW+t8jAAAOtbtMqAQAH/gCMQJy9WYAAAhGBAAAQIMAC5tiNSaGQaAAA0D0QamJGgAMgAAARS"
        + "p6I8oaaGg0AA0OvifGJVhaUPzwgRqoIpo1l11aRQiUhLXHA6kmikCsJle1iVII7d18XzTDAj5IElJREITBTm"
        + "YFxIgcjcWgwsODA++yEIa2IsIQUeWyG9Bqc3KegtVOBGkLXKi2EegzBPJQJxRvBeC4BP4u5IpwoSDfW+RgA="
}
