using Holdfast.Core.Errors;

namespace Holdfast.Core.Principles.Isolation.Cells;

internal static class CellsErrors
{
    public static readonly KnownError Lost = new(
        "HF4045", "None of the nodes that may answer this caller can be used.",
        "Calls of a key use one part of the service's nodes ('cells' of the service), and every node of that part is withheld: ejected, failing its probe, drained or unresolved. Other callers use other nodes and are not concerned.",
        "'holdfast status' says why each node is withheld. 'when-lost: try' uses withheld nodes all the same, 'any' lets such calls go to the other nodes.") { Status = 503 };

    public static readonly KnownError NoKey = new(
        "HF4046", "The call lacks what says to which part of the service it belongs.",
        "Calls are kept apart by a part of the request ('cells.by' of the service), this one has none, and 'without-key' refuses such calls.",
        "Send what 'by' names, or change 'without-key'.") { Status = 400 };

    public static readonly KnownError NothingApart = new(
        "HF2290", "Cells that keep nothing apart",
        "Without a 'cell' at its nodes, and without 'shards', every key could use every node.",
        "Give each node a 'cell', or add 'shards', or remove 'cells'.",
        "cells: { by: \"header:X-Tenant\", shards: { nodes: 2 } }");

    public static readonly KnownError NodeWithoutCell = new(
        "HF2291", "A node without a cell, among others that have one",
        "No key would ever be sent to it.",
        "Give every node of the version a 'cell'.",
        "nodes: [ { url: \"http://10.0.1.11:5000\", cell: a }, { url: \"http://10.0.1.12:5000\", cell: b } ]");

    public static readonly KnownError OtherCells = new(
        "HF2292", "Versions of a service with different cells",
        "When another version goes live, the keys of a cell that it lacks would move to other cells, all at once.",
        "Give each version nodes in the same cells.");

    public static readonly KnownError UnusedCell = new(
        "HF2293", "A cell that nothing looks at",
        "The service has no 'cells', so its nodes are used by every call, and whoever wrote the cell would believe that calls are kept apart.",
        "Say at the service by which key calls are kept apart, or remove 'cell'.",
        "cells: { by: \"header:X-Tenant\" }");

    public static readonly KnownError UnknownCell = new(
        "HF2294", "A key pinned to a cell that no node is in",
        "Its calls would have no node.",
        "Name a cell of the nodes, or give one to some node.",
        "cells: { by: \"header:X-Tenant\", pins: { tenant-a: cell-1 } }");

    public static readonly KnownError PinParts = new(
        "HF2295", "A pinned key with another number of parts than keys have",
        "No call would ever have it.",
        "Write one value for each part of 'by', joined by '|'.",
        "cells: { by: [ \"header:X-Tenant\", \"header:X-Region\" ], pins: { \"tenant-a|eu\": cell-1 } }");

    public static readonly KnownError ShardOfAll = new(
        "HF2296", "Shards that are no smaller than what they are taken from",
        "Every key would get every node, so one key could harm all.",
        "Lower 'shards.nodes', add nodes, or remove 'shards'.",
        "cells: { by: \"header:X-Tenant\", shards: { nodes: 2 } }    # of three nodes at least");

    public static readonly KnownError OneCell = new(
        "HF2297", "A single cell",
        "All keys would be in it, and nothing kept apart.",
        "Put the nodes into two cells at least, or use 'shards' alone.");

    public static readonly KnownError TooManyCells = new(
        "HF2298", "More cells than can be told apart by name",
        "A key's cell is looked up in a table that is worked out anew with every plan; for so many parts there are shards, which need no names.",
        "Make no more than 100 cells, or use 'shards'.");

    public static IReadOnlyList<KnownError> All { get; } =
        [Lost, NoKey, NothingApart, NodeWithoutCell, OtherCells, UnusedCell, UnknownCell, PinParts, ShardOfAll, OneCell, TooManyCells];
}
