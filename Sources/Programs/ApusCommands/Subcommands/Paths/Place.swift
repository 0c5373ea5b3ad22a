// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusSwiftClient

/// What `sync`, `cp` and their kind are given: a file or directory of this machine, or something
/// on the server.
///
/// A path of this machine begins with `/`, `./` or `../`, or is `.`, `..` or `-`; everything else
/// is `CONTAINER[/OBJECT]`, as is whatever stands behind `swift://`. So no command depends on what
/// happens to lie in the current directory.
enum Place: Hashable {
    case local(String)
    /// An object, or a beginning of names; empty for the container.
    case remote(container: String, name: String)

    init(_ text: String) throws(Refusal) {
        let isLocal =
            ["/", "./", "../"].contains { text.hasPrefix($0) } || [".", "..", "-"].contains(text)
        if isLocal {
            self = .local(text)
            return
        }
        let path = text.hasPrefix("swift://") ? text.dropFirst("swift://".count) : text[...]
        let parts = path.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let container = parts.first, !container.isEmpty else {
            throw Refusal("'\(text)' is neither CONTAINER/OBJECT nor a path with / or ./ in front")
        }
        self = .remote(
            container: String(container), name: parts.count > 1 ? String(parts[1]) : "")
    }

    /// An end of a synchronisation: what is below, not the name itself.
    var end: SyncPlace {
        switch self {
        case .local(let path): .directory(path)
        case .remote(let container, let name):
            .container(
                container, prefix: name.isEmpty || name.last == "/" ? name : name + "/")
        }
    }

    /// The last part of the path; nil for a container or a root.
    var lastPart: String? {
        switch self {
        case .local(let path), .remote(_, let path):
            path.split(separator: "/").last.map(String.init)
        }
    }

    /// The path as it is typed.
    var text: String {
        switch self {
        case .local(let path): path
        case .remote(let container, let name): name.isEmpty ? container : "\(container)/\(name)"
        }
    }
}

/// What the positional arguments of these commands are.
enum PlaceHelp {
    static let rule =
        "A path of this machine begins with /, ./ or ../; everything else is CONTAINER/OBJECT "
        + "(also swift://CONTAINER/OBJECT)."
}

/// The options that these commands share.
enum PathOptions {
    static let recursive = Option.flag(
        "-r", "--recursive", help: "Everything below the path as well.")
    static let segmentSize = Option.text(
        "-S", "--segment-size", placeholder: "SIZE",
        help: "Upload larger files in segments of this size: a number, or one with K, M or G. "
            + "Default: 1G.")

    static func segmentSize(_ text: String?) throws(Refusal) -> UInt64 {
        try UploadCommand.segmentSize(text ?? "1G")
    }
}
