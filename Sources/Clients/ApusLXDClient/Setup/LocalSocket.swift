// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusIO
public import ApusLXDAPI

/// Finds the socket of the daemon on this machine.
public enum LocalSocket {
    /// The path of the socket that is used.
    ///
    /// What the environment says is taken, there or not; among the usual places, the first that
    /// there is and that this user may write to.
    ///
    /// - Parameter environment: variables by name; this process's unless given.
    /// - Throws: `LXDError` with `.unreachable` when there is none, and with `.forbidden` when all
    ///   there are belong to others.
    public static func path(
        environment: [String: String] = ProcessFacts.environment
    ) throws(LXDError) -> String {
        if let named = named(by: environment) { return named }
        let present = usualPaths.filter { (try? FileCalls.status($0)) != nil }
        if let usable = present.first(where: FileCalls.mayWrite) { return usable }
        guard let first = present.first else {
            throw LXDError(
                .unreachable,
                "No LXD on this machine: nothing at \(usualPaths.joined(separator: ", "))")
        }
        throw LXDError(
            .forbidden,
            "\(first) is for others: its group may use it, which is 'lxd' or 'incus-admin' usually")
    }

    /// The path that variables name: `LXD_SOCKET`, `LXD_DIR`, `INCUS_SOCKET`, `INCUS_DIR`; nil
    /// without one.
    static func named(by environment: [String: String]) -> String? {
        for prefix in ["LXD", "INCUS"] {
            if let path = environment["\(prefix)_SOCKET"], !path.isEmpty { return path }
            if let directory = environment["\(prefix)_DIR"], !directory.isEmpty {
                return directory + "/unix.socket"
            }
        }
        return nil
    }

    /// Where daemons have their sockets: of the snap, of Debian's package, of Incus; those of all
    /// users, which see nothing but a project of their own, behind those of administrators.
    public static let usualPaths = [
        "/var/snap/lxd/common/lxd/unix.socket", "/var/lib/lxd/unix.socket",
        "/run/incus/unix.socket", "/var/lib/incus/unix.socket",
        "/var/snap/lxd/common/lxd-user/unix.socket", "/run/incus/unix.socket.user",
        "/var/lib/incus/unix.socket.user",
    ]
}
