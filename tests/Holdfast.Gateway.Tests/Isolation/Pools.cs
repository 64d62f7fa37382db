using Holdfast.Core.Principles;
using Holdfast.Gateway.Tests.EndToEnd;

namespace Holdfast.Gateway.Tests.Isolation;

/// <summary>What the gateway shows of its pools.</summary>
internal static class Pools
{
    /// <summary>A number of the first pool of a kind.</summary>
    public static int? Cell(Scene scene, string kind, string column)
    {
        var runtime = scene.Gateway.Server.Runtime;
        var table = Slices.All.Single(static slice => slice.Id == "isolation").Snapshot(runtime.Present!).Tables.Single();
        var columns = table.Columns.ToList();
        return table.Rows.First(row => (string?)row[0] == kind)[columns.IndexOf(column)] is { } value ? Convert.ToInt32(value) : null;
    }
}
