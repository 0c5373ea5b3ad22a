// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusAuth

/// The user that `apusd --data DIR` makes for whoever has started it.
struct Credentials {
    private static let name = "main:admin"

    let user: String
    let key: String

    /// Finds or makes the user. Blocks.
    ///
    /// The key is kept in a file of its own (mode 0600), since users are kept hashed.
    ///
    /// - Returns: nil when there are users, but none that was made here.
    static func prepare(
        in directory: String, for configuration: Configuration
    ) throws -> Credentials? {
        let file = CredentialsFile(directory: directory)
        let users = UsersFile(of: configuration)
        let known = try users?.read() ?? []
        if let (user, key) = try file.read() {
            return known.contains { $0.name == user } ? Credentials(user: user, key: key) : nil
        }
        guard known.isEmpty, let users else { return nil }
        // Without letters and digits that look alike.
        let alphabet = Array("abcdefghjkmnpqrstuvwxyz23456789")
        var random = SystemRandomNumberGenerator()
        let key = String((0..<24).compactMap { _ in alphabet.randomElement(using: &random) })
        let halves = name.split(separator: ":").map(String.init)
        try file.write(user: name, key: key)
        try users.write([
            TempAuthUser(
                account: halves[0], user: halves[1], key: StoredKey(hashing: key),
                groups: [".admin"])
        ])
        return Credentials(user: name, key: key)
    }

    /// Lines for a shell.
    func exports(_ url: String) -> String {
        // Nobody can connect to "every address".
        let url = url.replacing("//0.0.0.0", with: "//127.0.0.1").replacing(
            "//[::]", with: "//[::1]")
        return """
            export ST_AUTH=\(url)/auth/v1.0
            export ST_USER=\(user)
            export ST_KEY=\(key)

            """
    }
}
