import TestSupport
import Testing

@testable import Ingestion

/// The cases of csv-spectrum (github.com/maxogden/csv-spectrum, BSD-2-Clause): each file written
/// out, and what its JSON says is in it, the header first.
private let spectrum: [(name: String, text: String, cells: [[String]])] = [
  (
    "comma_in_quotes", "first,last,address,city,zip\nJohn,Doe,120 any st.,\"Anytown, WW\",08123",
    [
      ["first", "last", "address", "city", "zip"],
      ["John", "Doe", "120 any st.", "Anytown, WW", "08123"],
    ]
  ),
  ("empty", "a,b,c\n1,\"\",\"\"\n2,3,4", [["a", "b", "c"], ["1", "", ""], ["2", "3", "4"]]),
  (
    "empty_crlf", "a,b,c\r\n1,\"\",\"\"\r\n2,3,4",
    [["a", "b", "c"], ["1", "", ""], ["2", "3", "4"]]
  ),
  (
    "escaped_quotes", "a,b\n1,\"ha \"\"ha\"\" ha\"\n3,4\n",
    [["a", "b"], ["1", "ha \"ha\" ha"], ["3", "4"]]
  ),
  (
    "json",
    "key,val\n1,\"{\"\"type\"\": \"\"Point\"\", \"\"coordinates\"\": [102.0, 0.5]}\"\n",
    [["key", "val"], ["1", "{\"type\": \"Point\", \"coordinates\": [102.0, 0.5]}"]]
  ),
  (
    "newlines", "a,b,c\n1,2,3\n\"Once upon \na time\",5,6\n7,8,9\n",
    [["a", "b", "c"], ["1", "2", "3"], ["Once upon \na time", "5", "6"], ["7", "8", "9"]]
  ),
  (
    "newlines_crlf", "a,b,c\r\n1,2,3\r\n\"Once upon \r\na time\",5,6\r\n7,8,9\r\n",
    [["a", "b", "c"], ["1", "2", "3"], ["Once upon \r\na time", "5", "6"], ["7", "8", "9"]]
  ),
  (
    "quotes_and_newlines", "a,b\n1,\"ha \n\"\"ha\"\" \nha\"\n3,4\n",
    [["a", "b"], ["1", "ha \n\"ha\" \nha"], ["3", "4"]]
  ),
  ("simple", "a,b,c\n1,2,3\n", [["a", "b", "c"], ["1", "2", "3"]]),
  ("simple_crlf", "a,b,c\r\n1,2,3\r\n", [["a", "b", "c"], ["1", "2", "3"]]),
  ("utf8", "a,b,c\n1,2,3\n4,5,ʤ\n", [["a", "b", "c"], ["1", "2", "3"], ["4", "5", "ʤ"]]),
]

@Suite("csv-spectrum")
struct CSVSpectrumTests {
  @Test("Each case holds the cells that its JSON says", arguments: spectrum.indices)
  func cells(index: Int) throws {
    let folder = try TemporaryFolder()
    let one = spectrum[index]
    let path = try folder.write("\(one.name).csv", one.text)
    var cells: [[String]] = []
    _ = try CSVFile.read(
      path: path, tokenizer: LibCSVTokenizer(isStrict: true), header: { cells.append($0) },
      rows: { block, records in cells += records.map { block.texts(of: $0) } })
    #expect(cells == one.cells, "\(one.name)")
  }
}
