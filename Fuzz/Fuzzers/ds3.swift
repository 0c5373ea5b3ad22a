// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDS3API

private func read(_ pieces: some Sequence<Bytes>) -> [DS3.ListedObject]? {
    var reader = DS3.ObjectListReader(limit: 100)
    var objects: [DS3.ListedObject] = []
    do throws(DS3Error) {
        for piece in pieces {
            reader.feed(piece)
            while let object = try reader.next() { objects.append(object) }
        }
        reader.finish()
        while let object = try reader.next() { objects.append(object) }
    } catch {
        return nil
    }
    return objects
}

/// What is read of documents and dates is written so that it reads the same.
func fuzz(_ input: Bytes) {
    if let objects = read([input]) {
        require(objects.count <= 100, "more objects than the limit")
        require(objects.allSatisfy(\.isSendable), "a name that cannot be sent")
        require(read(DS3.ObjectListPieces(objects)) == objects, "other objects")
    }
    if let plan = try? DS3.JobPlan(parsing: input) {
        require((try? DS3.JobPlan(parsing: plan.encoded)) == plan, "another plan")
    }
    guard let text = input.validText else { return }
    if let time = DS3.Time(text) ?? DS3.Time(header: text) {
        let again = DS3.Time(time.description)
        // Years of other than four digits are not written.
        guard (-62_135_596_800_000...253_402_300_799_999).contains(time.milliseconds) else {
            return
        }
        require(again == time, "\(time) reads as \(String(describing: again))")
    }
    _ = DS3.Signature.credential(in: text)
    let headers = [(name: "Date", value: text), (name: "X-Amz-Meta-" + text, value: text)]
    let candidates = DS3.Signature.candidates(
        method: "PUT", path: "/" + text, query: text, headers: headers)
    require(candidates.count <= 100, "\(candidates.count) candidates")
    _ = DS3.Operation.find(.put, path: text, parameters: [(text, nil), (text, text)])
}
