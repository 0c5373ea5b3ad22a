// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusModel
import ApusObjectStore

/// A directory of a web site as a page.
///
/// Ids, classes and layout are those of OpenStack Swift, for which people have written style
/// sheets.
struct WebListing {
    let site: WebSite
    /// The path of the request, decoded.
    let path: String
    /// The directory's name, with the slash at its end; empty for the container itself.
    let prefix: String
    /// The signature that let the request in, which its links go on with.
    let link: SignedLink?

    /// What the listing is called.
    private var label: String {
        guard !site.listingsLabel.isEmpty else { return path }
        let parts = path.parts(separatedBy: "/", maxSplits: 4)
        return site.listingsLabel + "/" + (parts.count > 4 ? String(parts[4]) : "")
    }

    /// The listing.
    func page(_ page: ListingPage) -> Bytes {
        var writer = ByteWriter(capacity: 1024 + page.entries.count * 256)
        let query = link?.query ?? ""
        begin(
            &writer,
            rules: [
                "h1 {font-size: 1em; font-weight: bold;}",
                "th {text-align: left; padding: 0px 1em 0px 1em;}",
                "td {padding: 0px 1em 0px 1em;}", "a {text-decoration: none;}",
            ])
        writer.append(" <body>\n  <h1 id=\"title\">Listing of ")
        writer.append(html: label)
        writer.append("</h1>\n  <table id=\"listing\">\n   <tr id=\"heading\">\n")
        for (column, name) in [("name", "Name"), ("size", "Size"), ("date", "Date")] {
            writer.append("    <th class=\"col\(column)\">\(name)</th>\n")
        }
        writer.append("   </tr>\n")
        if prefix.utf8.count > (link?.prefix ?? "").utf8.count {
            row(
                &writer, attributes: "id=\"parent\" class=\"item\"", target: "../" + query,
                name: "../")
        }
        for case .subdirectory(let name) in page.entries {
            let name = shortened(name)
            row(
                &writer, attributes: "class=\"item subdir\"", target: target(name) + query,
                name: name)
        }
        for case .object(let object) in page.entries { row(&writer, object, query) }
        writer.append("  </table>\n </body>\n</html>\n")
        return writer.finish()
    }

    /// What is shown in place of a listing where there is none to see.
    var disabled: Bytes {
        var writer = ByteWriter()
        begin(&writer, rules: ["h1 {font-size: 1em; font-weight: bold;}", "p {font-size: 2}"])
        writer.append(
            " <body>\n  <h1>Web Listing Disabled</h1>\n"
                + "  <p>The owner of this web site has disabled web listing.</p>\n"
                + "  <p>If you are the owner of this web site, you can enable web listing by "
                + "setting X-Container-Meta-Web-Listings.</p>\n")
        if !site.index.isEmpty {
            writer.append(
                "  <h1>Index File Not Found</h1>\n  <p>The owner of this web site has set "
                    + "<b>X-Container-Meta-Web-Index: ")
            writer.append(html: site.index)
            writer.append("</b>. However, this file is not found.</p>\n")
        }
        writer.append(" </body>\n</html>\n")
        return writer.finish()
    }

    private func begin(_ writer: inout ByteWriter, rules: [String]) {
        writer.append("<!DOCTYPE html>\n<html>\n <head>\n  <title>Listing of ")
        writer.append(html: label)
        writer.append("</title>\n")
        if site.listingsStyle.isEmpty {
            writer.append("  <style type=\"text/css\">\n")
            for rule in rules { writer.append("   \(rule)\n") }
            writer.append("  </style>\n")
        } else {
            writer.append("  <link rel=\"stylesheet\" type=\"text/css\" href=\"")
            writer.append(styleTarget)
            writer.append("\" />\n")
        }
        writer.append(" </head>\n")
    }

    /// The style sheet, from here: an object is beside the container's first directory.
    private var styleTarget: String {
        let style = site.listingsStyle
        let isElsewhere = ["/", "http://", "https://"].contains { style.startsBytewise(with: $0) }
        guard !isElsewhere else { return PercentEncoding.encode(style, keeping: ":/") }
        let depth = prefix.utf8.count { $0 == UInt8(ascii: "/") }
        return String(repeating: "../", count: depth) + PercentEncoding.encode(style)
    }

    private func shortened(_ name: String) -> String {
        name.dropping(prefix: prefix).map(String.init) ?? name
    }

    /// A name as a link; without dots, so that none is taken for a step upwards.
    private func target(_ name: String) -> String {
        "./"
            + PercentEncoding.encode(name).parts(separatedBy: ".").joined(separator: "%2E")
    }

    private func row(_ writer: inout ByteWriter, _ object: ObjectListing, _ query: String) {
        let name = shortened(object.name)
        let types = object.contentType.lowercased().parts(separatedBy: "/")
        var attributes = ByteWriter()
        attributes.append("class=\"item")
        for type in types {
            attributes.append(" type-")
            attributes.append(html: String(type))
        }
        attributes.append("\"")
        let time = CivilTime(secondsSince1970: Int64(object.modifiedAt.seconds))
        var date = ByteWriter(capacity: 20)
        date.append(dateOf: time)
        date.append(" ")
        date.append(timeOfDay: time)
        row(
            &writer, attributes: attributes.finish().text, target: target(name) + query,
            name: name, size: Self.size(object.shownSizeBytes), date: date.finish().text)
    }

    private func row(
        _ writer: inout ByteWriter, attributes: String, target: String, name: String,
        size: String = "&nbsp;", date: String = "&nbsp;"
    ) {
        writer.append("   <tr \(attributes)>\n    <td class=\"colname\"><a href=\"\(target)\">")
        writer.append(html: name)
        writer.append(
            "</a></td>\n    <td class=\"colsize\">\(size)</td>\n"
                + "    <td class=\"coldate\">\(date)</td>\n   </tr>\n")
    }

    /// `1Ki` for 1024: whole numbers of the largest unit that fits, rounded at every step.
    static func size(_ bytes: UInt64) -> String {
        var value = Double(bytes)
        var unit = ""
        for next in ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"] where value >= 1024 {
            value = (value / 1024).rounded(.toNearestOrEven)
            unit = next
        }
        return "\(UInt64(value))\(unit)"
    }
}

extension ByteWriter {
    /// Adds text to a page, also between quotes of either kind.
    fileprivate mutating func append(html text: String) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): append("&amp;")
            case UInt8(ascii: "<"): append("&lt;")
            case UInt8(ascii: ">"): append("&gt;")
            case UInt8(ascii: "\""): append("&quot;")
            case UInt8(ascii: "'"): append("&#x27;")
            default: append(byte)
            }
        }
    }
}
