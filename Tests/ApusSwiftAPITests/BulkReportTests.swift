// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusSwiftAPI
import Testing

@Suite struct BulkReportTests {
    let report = BulkReport(
        fields: ["Number Deleted": .integer(2), "Response Status": .string("400 <Bad>")],
        failures: [BulkReport.Failure(path: "/c/a%20b", reason: "404 Not Found")])

    @Test func `is written as text`() {
        #expect(
            report.write(as: .plain, root: "delete").text == """
                Number Deleted: 2
                Response Status: 400 <Bad>
                Errors:
                /c/a%20b, 404 Not Found

                """)
    }

    @Test func `is written as JSON`() {
        #expect(
            report.write(as: .json, root: "delete").text == """
                {"Errors": [["/c/a%20b", "404 Not Found"]], "Number Deleted": 2, \
                "Response Status": "400 <Bad>"}
                """)
    }

    @Test func `is written as XML`() {
        #expect(
            report.write(as: .xml, root: "delete").text == """
                <delete>
                <number_deleted>2</number_deleted>
                <response_status>400 &lt;Bad&gt;</response_status>
                <errors>
                <object><name>/c/a%20b</name><status>404 Not Found</status></object>
                </errors>
                </delete>

                """)
    }
}
