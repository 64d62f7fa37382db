using Holdfast.Core.Plan;

namespace Holdfast.Control.Store;

/// <summary>All that a plan is read from, as it was written: variables are in it by their names, so that no secret is.</summary>
/// <param name="Root">Path of the file that includes the others.</param>
/// <param name="Files">In the order read, the root first. Their paths are absolute, as they were where the plan was read.</param>
public sealed record PlanText(string Root, IReadOnlyList<PlanTextFile> Files)
{
    public long Bytes => Files.Sum(static file => file.Bytes.LongLength);

    /// <summary>A plan of one file.</summary>
    public static PlanText Of(string path, byte[] bytes) => new(path, [new PlanTextFile(path, bytes)]);

    /// <param name="paths">Files of a reading in its order; see <see cref="PlanSources.Texts"/>.</param>
    /// <param name="bytes">What the reading found in each of them.</param>
    /// <returns>Null when one of them could not be read: then the reading made no plan of them either.</returns>
    public static PlanText? Of(IReadOnlyList<string> paths, IReadOnlyDictionary<string, byte[]> bytes) =>
        paths.Count > 0 && paths.All(bytes.ContainsKey)
            ? new PlanText(paths[0], [.. paths.Select(path => new PlanTextFile(path, bytes[path]))])
            : null;

    /// <summary>Reads it as it was read from the disk.</summary>
    /// <param name="environment">A variable's value, null when it is not set.</param>
    public PlanResult Read(Func<string, string?> environment)
    {
        var files = new MemoryPlanFiles();
        foreach (var file in Files) files.Add(file.Path, file.Bytes);
        return PlanReader.Read(Root, files, environment);
    }
}
