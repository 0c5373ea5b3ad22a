// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API
import ApusHTTP
import ApusXML

/// One collection below `/_rest_/`: what it holds, and the rules that its tables do not say.
struct Resource: Sendable {
    /// Puts in what no parameter says, and refuses what makes no sense.
    typealias Check = @Sendable (inout Record, Records) throws -> Void

    /// Behind `/_rest_/`.
    let path: String
    /// The contract's type of what it holds.
    let type: String
    /// Fields that no two may have alike together.
    let unique: [[String]]
    let check: Check?

    init(_ path: String, _ type: String, unique: [[String]] = [], check: Check? = nil) {
        self.path = path
        self.type = type
        self.unique = unique
        self.check = check
    }

    /// What a person calls one.
    var noun: String {
        String(decoding: path.utf8.map { $0 == UInt8(ascii: "_") ? 0x20 : $0 }, as: UTF8.self)
    }

    /// The field that a parameter is about.
    func field(_ parameter: String) -> DS3.FieldSchema? {
        let bare = Parameters.bare(parameter)
        return DS3.Schema.known(type)?.fields.first { Parameters.bare($0.name) == bare }
    }

    /// The document of a record, all its fields written.
    func document(_ record: Record, named name: String? = nil) -> XMLElement {
        guard let schema = DS3.Schema.known(type) else { return record.shown }
        return schema.complete(record.shown, named: name ?? schema.root)
    }

    /// A page of a list.
    func list(_ page: Page<Record>) -> Response {
        let names = DS3.Schema.listNames(type)
        var response = Response.document(
            XMLElement(names.root, children: page.items.map { document($0, named: names.item) }))
        page.describe(in: &response.headers)
        return response
    }

    /// The type of what an id is of, by the name of its parameter or field; nil for ids of what is
    /// not among the records.
    static func target(of name: String, in type: String) -> String? {
        switch Parameters.bare(name) {
        case "datapolicyid", "defaultdatapolicyid": "DataPolicy"
        case "storagedomainid", "storagedomain": "StorageDomain"
        case "storagedomainmemberid": "StorageDomainMember"
        case "poolpartitionid": "PoolPartition"
        case "tapepartitionid": "TapePartition"
        case "partitionid", "partition": type == "Pool" ? "PoolPartition" : "TapePartition"
        case "groupid", "membergroupid": "Group"
        case "userid", "memberuserid": "SpectraUser"
        case "bucketid", "bucket": "Bucket"
        case "nodeid": "Node"
        case "libraryid": "TapeLibrary"
        case "tapeid": "Tape"
        case "tapedriveid": "TapeDrive"
        case "poolid": "Pool"
        case "persistenceruleid": "DataPersistenceRule"
        case "ds3replicationruleid": "Ds3DataReplicationRule"
        case "targetid", "converttods3target": "Ds3Target"
        default: nil
        }
    }
}
