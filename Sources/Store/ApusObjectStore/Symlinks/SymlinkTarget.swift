// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusModel
import ApusStorage

/// Where a symlink leads.
public struct SymlinkTarget: Hashable, Sendable {
    public var address: ObjectAddress
    /// Whether its client named the account, rather than meaning the link's own.
    public var namesAccount: Bool
    /// The ETag that the target's bytes must have; nil for a link to whatever is there.
    public var etag: String?
    /// The size that the target of a link with an ETag had when it was linked, in bytes.
    public var sizeBytes: UInt64?

    /// A target that nobody has looked at.
    public init(_ address: ObjectAddress, namesAccount: Bool = false, etag: String? = nil) {
        self.address = address
        self.namesAccount = namesAccount
        self.etag = etag
    }
}

/// Which symlinks a reader follows.
public enum LinkFollowing: Hashable, Sendable {
    case all
    /// Those that name an ETag.
    case staticOnly
    case none
}

/// What is wrong with a symlink, or behind one.
public enum SymlinkProblem: Sendable {
    case tooManyLevels(limit: Int)
    /// A link's target is a link to something else than the first one says.
    case targetsDiffer(at: ObjectAddress)
    /// What the link leads to has other bytes than it says.
    case etagMismatch(at: ObjectAddress, found: String, expected: String)
    /// A link that names an ETag can only be made to what is there.
    case targetMissing(ObjectAddress)
    case targetsItself
    /// The link is all right, but what it leads to cannot be had.
    case unreadable(ObjectAddress, any Error)
}

/// How rows say that they are symlinks.
private enum SymlinkRow {
    static let account = "symlink-account"
    static let container = "symlink-container"
    static let object = "symlink-object"
    static let namesAccount = "symlink-names-account"
    static let etag = "symlink-etag"
    static let size = "symlink-size"
}

extension ObjectRow {
    /// Where this leads, when it is a symlink.
    var symlink: SymlinkTarget? {
        guard let account = system[SymlinkRow.account].flatMap({ try? AccountName($0) }),
            let container = system[SymlinkRow.container].flatMap({ try? ContainerName($0) }),
            let object = system[SymlinkRow.object].flatMap({ try? ObjectName($0) })
        else { return nil }
        var target = SymlinkTarget(
            ObjectAddress(ContainerAddress(account, container), object),
            namesAccount: system[SymlinkRow.namesAccount] != nil, etag: system[SymlinkRow.etag])
        target.sizeBytes = system[SymlinkRow.size].flatMap { UInt64($0) }
        return target
    }

    /// Makes this a symlink.
    mutating func markSymlink(to target: SymlinkTarget, largeObjectETag: String?) {
        system[SymlinkRow.account] = target.address.container.account.text
        system[SymlinkRow.container] = target.address.container.container.text
        system[SymlinkRow.object] = target.address.object.text
        system[SymlinkRow.namesAccount] = target.namesAccount ? "yes" : nil
        system[SymlinkRow.etag] = target.etag
        system[SymlinkRow.size] = target.sizeBytes.map { String($0) }
        listing[ListingExtra.symlinkTarget] = "\(target.address)"
        listing[ListingExtra.symlinkETag] = target.etag
        listing[ListingExtra.symlinkSize] = target.sizeBytes.map { String($0) }
        listing[ListingExtra.largeObjectETag] = largeObjectETag
    }
}
