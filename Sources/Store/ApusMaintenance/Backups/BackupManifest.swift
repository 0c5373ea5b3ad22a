// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest

/// What a backup holds, with a digest of each item: the file `apus-backup`, written last. A
/// directory without it is no backup, and a backup that lacks anything it names is damaged.
///
/// ```
/// apus-backup 1
/// item file/accounts/AUTH_test/account.db 20480 <SHA-256>
/// ...
/// end <SHA-256 of everything above>
/// ```
package struct BackupManifest: Hashable, Sendable {
    /// A file of the backup.
    package struct Item: Hashable, Sendable {
        /// Where it is below the backup, and where it belongs below the data directory.
        package var name: String
        package var sizeBytes: UInt64
        /// SHA-256, lower-case hexadecimal.
        package var digest: String
    }

    /// The manifest's own name in the backup.
    package static let fileName = "apus-backup"
    /// The longest manifest that is read: some ten million items.
    static let limitBytes = 2 << 30
    private static let format = 1

    package var items: [Item] = []

    init() {}

    /// The manifest's bytes.
    var encoded: Bytes {
        var writer = ByteWriter()
        writer.append("\(Self.fileName) \(Self.format)\n")
        for item in items {
            let name = PercentEncoding.encode(item.name, keeping: "/")
            writer.append("item \(name) \(item.sizeBytes) \(item.digest)\n")
        }
        let text = writer.finish()
        writer.append(text)
        writer.append("end \(Hexadecimal.encode(Digest.of(text, .sha256)))\n")
        return writer.finish()
    }

    /// Reads a manifest.
    ///
    /// - Throws: `BackupError`.
    init(decoding bytes: Bytes) throws(BackupError) {
        let lines = bytes.text.split(separator: "\n")
        guard let first = lines.first, let last = lines.last, last.hasPrefix("end ") else {
            throw BackupError("the backup is not complete: its list of items has no end")
        }
        let head = first.split(separator: " ")
        guard head.first == Substring(Self.fileName), let format = head.last.flatMap({ Int($0) })
        else { throw BackupError("this is no backup") }
        guard format <= Self.format else {
            throw BackupError("the backup was made by a newer apusd (format \(format))")
        }
        // Bytes that are no text are longer as one: the last line may seem longer than all of it.
        let covered = bytes[0..<max(0, bytes.count - last.utf8.count - 1)]
        guard last.dropFirst(4) == Hexadecimal.encode(Digest.of(covered, .sha256)) else {
            throw BackupError("the backup's list of items is damaged")
        }
        for line in lines.dropFirst().dropLast() {
            let words = line.split(separator: " ")
            guard words.count == 4, words[0] == "item", let name = PercentEncoding.decode(words[1]),
                Self.isSound(name), let sizeBytes = UInt64(words[2])
            else { throw BackupError("the backup's list of items has a line: \(line)") }
            items.append(Item(name: name, sizeBytes: sizeBytes, digest: String(words[3])))
        }
    }

    /// Whether a name stays below the directory it is taken in.
    static func isSound(_ name: String) -> Bool {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        return !name.isEmpty && !name.utf8.contains(0)
            && parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
    }
}

/// Why a backup cannot be made or used; the description is what an operator reads.
package struct BackupError: Error, Hashable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}
