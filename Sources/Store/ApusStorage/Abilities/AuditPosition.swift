// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
public import ApusModel

/// A form of positions that engines may share: the place that a walk has come to.
extension AuditPosition {
    /// After an index; in a walk over objects, after all of its container's.
    public init(after index: IndexAddress) {
        switch index {
        case .account(let name): self.init("a/" + Self.encoded(name.text))
        case .container(let address):
            self.init(
                "c/\(Self.encoded(address.account.text))/\(Self.encoded(address.container.text))")
        }
    }

    /// After an object.
    public init(after key: ObjectKey, in container: ContainerAddress) {
        let space =
            switch key.space {
            case .current: "0"
            case .versions(let time): "1,\(time)"
            case .parts(let upload, let number): "2,\(upload),\(number)"
            }
        self.init(
            "o/\(Self.encoded(container.account.text))/\(Self.encoded(container.container.text))"
                + "/\(space)/\(Self.encoded(key.name.text))")
    }

    /// The account and container that the walk is in, and the object it met last, as far as the
    /// position says; nil when it is not of this form.
    public var place: (account: AccountName, container: ContainerName?, key: ObjectKey?)? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count >= 2, let accountText = PercentEncoding.decode(parts[1]),
            let account = try? AccountName(accountText)
        else { return nil }
        if parts[0] == "a", parts.count == 2 { return (account, nil, nil) }
        guard parts.count >= 3, let containerText = PercentEncoding.decode(parts[2]),
            let container = try? ContainerName(containerText)
        else { return nil }
        if parts[0] == "c", parts.count == 3 { return (account, container, nil) }
        guard parts[0] == "o", parts.count == 5, let space = Self.space(parts[3]),
            let name = PercentEncoding.decode(parts[4]), let object = try? ObjectName(name)
        else { return nil }
        return (account, container, ObjectKey(object, in: space))
    }

    private static func encoded(_ name: String) -> String {
        PercentEncoding.encode(name, keeping: "")
    }

    private static func space(_ text: Substring) -> ObjectKey.Space? {
        let numbers = text.split(separator: ",", omittingEmptySubsequences: false)
        switch (numbers.first, numbers.count) {
        case ("0", 1): return .current
        case ("1", 2): return Timestamp(numbers[1]).map { .versions($0) }
        case ("2", 3):
            guard let upload = UInt64(numbers[1]), let number = UInt32(numbers[2]) else {
                return nil
            }
            return .parts(upload: upload, number: number)
        default: return nil
        }
    }
}

/// The order of keys in an index: current objects, versions, parts; in each by the bytes of the
/// names, then by moment, or by upload and number.
extension ObjectKey: Comparable {
    public static func < (left: ObjectKey, right: ObjectKey) -> Bool {
        let (leftRank, rightRank) = (left.space.rank, right.space.rank)
        if leftRank != rightRank { return leftRank < rightRank }
        if !left.name.text.utf8.elementsEqual(right.name.text.utf8) {
            return left.name.text.utf8.lexicographicallyPrecedes(right.name.text.utf8)
        }
        switch (left.space, right.space) {
        case (.versions(let first), .versions(let second)): return first < second
        case (.parts(let first, let one), .parts(let second, let other)):
            return (first, one) < (second, other)
        default: return false
        }
    }
}

extension ObjectKey.Space {
    fileprivate var rank: Int {
        switch self {
        case .current: 0
        case .versions: 1
        case .parts: 2
        }
    }
}
