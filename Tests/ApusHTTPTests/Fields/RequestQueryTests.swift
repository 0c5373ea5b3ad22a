// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusHTTP
import Testing

@Suite struct RequestQueryTests {
    @Test func `reads parameters in order, with blank values`() {
        let query = RequestQuery(ofTarget: "/v1/a?prefix=a%2Fb+c&&limit=5&versions&limit=6&=x&k=")
        #expect(query.items.map(\.name) == ["prefix", "limit", "versions", "limit", "", "k"])
        #expect(query.items.map(\.value) == ["a/b c", "5", "", "6", "x", ""])
        #expect(query["limit"] == "6")
        #expect(query["versions"] == "")
        #expect(query["marker"] == nil)
        #expect(query.contains("versions"))
    }

    @Test func `leaves a plus alone when it is told to`() {
        #expect(RequestQuery(parsing: "a=1+1", plusIsSpace: false)["a"] == "1+1")
        #expect(RequestQuery(parsing: "a=1%2B1")["a"] == "1+1")
    }

    @Test func `takes a percent sign that starts no escape as it is`() {
        #expect(RequestQuery(parsing: "a=100%&b=%4&c=%zz")["a"] == "100%")
        #expect(RequestQuery(parsing: "a=100%&b=%4&c=%zz")["b"] == "%4")
        #expect(RequestQuery(parsing: "a=100%&b=%4&c=%zz")["c"] == "%zz")
    }

    @Test func `says which parameters are not UTF-8`() {
        let query = RequestQuery(parsing: "prefix=%ff&marker=%e6%97%a5")
        #expect(query.items.map(\.isValidUTF8) == [false, true])
        #expect(query["marker"] == "日")
    }

    @Test func `reads what follows the first question mark only`() {
        #expect(RequestQuery(ofTarget: "/a?b=c?d")["b"] == "c?d")
        #expect(RequestQuery(ofTarget: "/a").items.isEmpty)
    }

    @Test func `writes what it reads back as the same`() {
        let items = [("a b", "1&2=3"), ("日本", "+%"), ("", ""), ("p", "x/y")]
        let query = RequestQuery(items.map { RequestQuery.Item($0, $1) })
        #expect(RequestQuery(parsing: query.text) == query)
    }
}
