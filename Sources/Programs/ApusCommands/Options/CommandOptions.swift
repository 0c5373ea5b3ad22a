// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusFiles
import ApusSwiftAPI
import ApusSwiftClient

/// The options of the subcommands. Those that several share are declared once.
enum CommandOptions {
    static let human = Option.flag("--lh", help: "Show sizes for people: 1.5K, 23M.")
    static let headers = Option.list(
        "-H", "--header", placeholder: "HEADER:VALUE",
        help: "A header field to send. May be repeated.")
    static let metadata = Option.list(
        "-m", "--meta", placeholder: "NAME:VALUE", help: "User metadata. May be repeated.")
    static let versionID = Option.text(
        "--version-id", placeholder: "ID", help: "A version of the object, not the current one.")
    static let prefix = Option.text(
        "-p", "--prefix", placeholder: "PREFIX", help: "Only what begins with PREFIX.")
    static let versions = Option.flag("--versions", help: "All versions of the objects.")
    static let all = Option.flag(
        "-a", "--all", help: "Everything in the account; instead of names.")
    static let leaveSegments = Option.flag(
        "--leave-segments", help: "Keep the segments of large objects.")
    static let objectThreads = Option<Int?>.integer(
        "--object-threads", placeholder: "THREADS",
        help: "How many objects are worked on at once. Default: 10.")
    static let containerThreads = Option<Int?>.integer(
        "--container-threads", placeholder: "THREADS",
        help: "How many containers are worked on at once. Default: 10.")
    static let segmentThreads = Option<Int?>.integer(
        "--segment-threads", placeholder: "THREADS",
        help: "How many segments are sent at once. Default: 10.")
    static let skipIdentical = Option.flag(
        "--skip-identical", help: "Leave out what is the same on both sides.")
    static let ignoreChecksum = Option.flag(
        "--ignore-checksum", help: "Compare no checksums.")
    static let json = Option.flag("-j", "--json", help: "Write JSON.")

    static let dryRun = Option.flag(
        "-n", "--dry-run", help: "Say what would be done, and change nothing.")
    static let resume = Option.flag(
        "--resume",
        help: "Go on where an interrupted run ended. What is there is compared with the "
            + "checksums, never taken for granted; implies --skip-identical.")

    enum Delete {
        static let checkManifests = Option.flag(
            "--check-manifests",
            help: "Look at each object for segments, also at those that are listed with bytes: a "
                + "dynamic manifest may have bytes of its own. A request more for each.")
    }

    enum List {
        static let long = Option.flag("-l", "--long", help: "One line of details an item.")
        static let totals = Option.flag(
            "-t", "--totals", help: "With -l or --lh: only the totals.")
        static let delimiter = Option.text(
            "-d", "--delimiter", placeholder: "DELIMITER",
            help: "Roll up names that share what comes before it. For containers only.")
    }

    enum Post {
        static let readACL = Option.text(
            "-r", "--read-acl", placeholder: "ACL",
            help: "Who may read the container: .r:*, .rlistings, account, account:user.")
        static let writeACL = Option.text(
            "-w", "--write-acl", placeholder: "ACL",
            help: "Who may write to the container: account, account:user.")
        static let syncTo = Option.text(
            "-t", "--sync-to", placeholder: "PLACE", help: "Where the container is mirrored to.")
        static let syncKey = Option.text(
            "-k", "--sync-key", placeholder: "KEY", help: "Secret of the mirroring.")
    }

    enum Copy {
        static let destination = Option.text(
            "-d", "--destination", placeholder: "/CONTAINER[/OBJECT]",
            help: "Where to; the object itself when it is left out.")
        static let freshMetadata = Option.flag(
            "-M", "--fresh-metadata", help: "Leave the source's metadata behind.")
    }

    enum Download {
        static let marker = Option.text(
            "-m", "--marker", placeholder: "MARKER", help: "Begin after this name.")
        static let removePrefix = Option.flag(
            "-r", "--remove-prefix", help: "Leave PREFIX out of the names of the files.")
        static let output = Option.text(
            "-o", "--output", placeholder: "FILE",
            help: "Name of the file, for one object; - writes to standard output.")
        static let directory = Option.text(
            "-D", "--output-dir", placeholder: "DIRECTORY",
            help: "Where the files go. Default: the current directory.")
        static let discard = Option.flag(
            "--no-download", help: "Fetch and check, but write nothing.")
        static let noShuffle = Option.flag(
            "--no-shuffle", help: "Keep the order of the listing instead of a random one.")
        static let ignoreTime = Option.flag(
            "--ignore-mtime", help: "Leave the files' times as they are.")
        static let ranged = Option.value(
            "--ranged-from", placeholder: "SIZE",
            help: "Fetch objects from this size on by several requests at once; a number, or one "
                + "with K, M or G; 0 never does. Default: 64M."
        ) { text throws(OptionValueError) -> UInt64 in
            if text == "0" { return 0 }
            do throws(Refusal) {
                return try UploadCommand.segmentSize(text)
            } catch {
                throw OptionValueError("invalid size: '\(text)'")
            }
        }
        static let unsafePaths = Option.flag(
            "--allow-unsafe-paths",
            help: "Let names of objects lead out of the target directory.")
    }

    enum Upload {
        static let changed = Option.flag(
            "-c", "--changed", help: "Leave out files with the size and time of their object.")
        static let skipContainerPut = Option.flag(
            "--skip-container-put", help: "Make no containers first.")
        static let segmentSize = Option.text(
            "-S", "--segment-size", placeholder: "SIZE",
            help: "Send files larger than SIZE in segments of SIZE: bytes, or a number with B, "
                + "K, M or G.")
        static let segmentContainer = Option.text(
            "-C", "--segment-container", placeholder: "CONTAINER",
            help: "Where segments go. Default: the container's name with _segments.")
        static let useSLO = OptionDeclaration(
            "--use-slo", key: "large", help: "Make static large objects.")
        static let useDLO = OptionDeclaration(
            "--use-dlo", key: "large", help: "Make dynamic large objects.")
        /// The last one counts; the server's abilities do when there is none.
        static let largeObject = Option<UploadOptions.LargeObject?>(
            [useSLO, useDLO],
            read: { occurrences in
                occurrences.last.map {
                    $0.spelling == "--use-slo" ? .staticManifest : .dynamicManifest
                }
            })
        static let follow = OptionDeclaration(
            "--follow", key: "links", help: "Enter directories that symbolic links lead to.")
        static let noFollow = OptionDeclaration(
            "--no-follow", key: "links",
            help: "Leave out every symbolic link. Without either, links to files are read and "
                + "links to directories left out; -v tells which.")
        /// The last one counts.
        static let links = Option<LinkPolicy>(
            [follow, noFollow],
            read: { occurrences in
                switch occurrences.last?.spelling {
                case "--follow": .everything
                case "--no-follow": .nothing
                default: .files
                }
            })
        static let objectName = Option.text(
            "--object-name", placeholder: "NAME",
            help: "Name of the object, or what replaces the directory's name in every path.")
    }

    enum Temporary {
        static let absolute = Option.flag(
            "--absolute", help: "The time counts from 1970 instead of from now.")
        static let prefixBased = Option.flag(
            "--prefix-based", help: "For every object whose name begins with the path's end.")
        static let iso8601 = Option.flag("--iso8601", help: "Write the expiry as a date.")
        static let addressRange = Option.text(
            "--ip-range", placeholder: "RANGE", help: "Only for this address or range.")
        static let digest = Option.value(
            "--digest", placeholder: "DIGEST",
            help: "Function of the signature: sha1, sha256 or sha512. Default: sha256."
        ) { text throws(OptionValueError) -> TemporaryURL.Signature in
            guard let signature = TemporaryURL.Signature(rawValue: text) else {
                throw OptionValueError(
                    "invalid choice: '\(text)' (choose from 'sha1', 'sha256', 'sha512')")
            }
            return signature
        }
    }
}
