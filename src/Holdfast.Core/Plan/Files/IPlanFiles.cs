namespace Holdfast.Core.Plan;

/// <summary>Where a plan's texts come from: a disk, a pipe, or a test's memory.</summary>
public interface IPlanFiles
{
    /// <summary>The bytes of a file, or why it cannot be had. Reads no more than the limit and one byte.</summary>
    PlanFileRead Read(string path, int bytesMax);

    /// <summary>Names (without folder) of the files in a folder, in any order; null when there is no such folder.</summary>
    IReadOnlyList<string>? List(string folder);

    /// <summary>The path in absolute form, links not followed.</summary>
    string Absolute(string path);
}
