// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusDS3API

// What the rest of the front-end asks.
extension Catalogue {
    /// The user of an access key.
    func user(accessKey: String) -> DS3User? {
        records.user(accessKey: accessKey).map { DS3User($0) }
    }

    /// The user of an id or a name.
    func user(_ idOrName: String) -> DS3User? {
        records.find("SpectraUser", idOrName).map { DS3User($0) }
    }

    /// Who owns the buckets that other interfaces have made.
    func bootstrapUser() -> DS3User {
        DS3User(records["SpectraUser", BuiltIn.user] ?? Record("SpectraUser", id: BuiltIn.user))
    }

    /// The data policy of an id or a name.
    func dataPolicy(_ idOrName: String) -> DS3.DataPolicy? {
        records.find("DataPolicy", idOrName).map { DS3.DataPolicy(unchecked: $0.shown) }
    }

    /// The data policy of buckets that somebody makes without naming one: the user's own, or the
    /// only one there is; of those that other interfaces have made (nil) the first.
    func defaultDataPolicy(of user: DS3User?) -> DS3.DataPolicy? {
        let records = self.records
        if let user {
            if let id = user.defaultDataPolicyID { return dataPolicy(id) }
            guard records.count("DataPolicy") == 1 else { return nil }
        }
        return records["DataPolicy", BuiltIn.dataPolicy]
            .map { DS3.DataPolicy(unchecked: $0.shown) }
    }

    /// The settings of the data path, which administrators change: how long clients wait for
    /// room, whether new jobs are taken.
    var dataPathBackend: DS3.DataPathBackend {
        DS3.DataPathBackend(
            unchecked: (records["DataPathBackend", BuiltIn.dataPath]
                ?? Record("DataPathBackend", id: BuiltIn.dataPath)).shown)
    }

    /// Forgets what was said of a bucket that is no more.
    func forgetBucket(_ id: String) async throws {
        let isAboutIt: (Record) -> Bool = { $0["BucketId"] == id }
        guard records.first("BucketAcl", where: isAboutIt) != nil else { return }
        try await change { change in
            for record in change.records.filter("BucketAcl", isAboutIt) { change.remove(record) }
        }
    }
}

extension DS3User {
    init(_ record: Record) {
        self.init(
            id: record.id, name: record["Name"] ?? "", accessKey: record["AuthId"] ?? "",
            secretKey: record["SecretKey"] ?? "",
            defaultDataPolicyID: record["DefaultDataPolicyId"])
    }
}
