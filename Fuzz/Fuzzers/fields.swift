// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP

/// Media types, `Accept`, lists and entity tags: what is read and written again reads the same.
func fuzz(_ input: Bytes) {
    let text = input.text
    if let type = MediaType(text) {
        require(MediaType(type.description) == type, "written: \(type)")
    }
    if let accept = Accept(text) {
        let offers = ["text/plain", "application/json", "application/xml", "text/xml"]
        if let best = accept.best(of: offers) { require(offers.contains(best), best) }
        require(
            zip(accept.choices, accept.choices.dropFirst()).allSatisfy { $0.quality >= $1.quality },
            "not ordered")
    }
    let list = HeaderList(text)
    require(!list.items.contains(""), "an empty item")
    let condition = EntityTagCondition(text)
    for tag in condition.tags {
        require(condition.matchesWeakly(tag), "a tag that does not match itself")
        require(tag.isWeak || condition.matchesStrongly(tag), "a strong tag that does not match")
    }
}
