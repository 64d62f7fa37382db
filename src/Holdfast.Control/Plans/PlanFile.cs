using Holdfast.Control.Store;
using Holdfast.Core.Plan;

namespace Holdfast.Control.Plans;

/// <summary>A plan on disk: reads it, and looks whether it is still what was read.</summary>
/// <param name="path">As the operator named it.</param>
/// <param name="environment">A variable's value, null when it is not set.</param>
public sealed class PlanFile(string path, IPlanFiles files, IFileStamps stamps, Func<string, string?> environment)
{
    public string Path => path;

    public static PlanFile OnDisk(string path) =>
        new(path, new DiskPlanFiles(), new DiskFileStamps(), PlanEnvironment.Get);

    public PlanEdition Read()
    {
        var stamped = new StampedPlanFiles(files, stamps);
        var result = PlanReader.Read(path, stamped, environment);
        foreach (var referred in result.Sources.Referred)
            stamped.Note(referred);
        return new PlanEdition(result, stamped.Stamps, PlanText.Of(result.Sources.Texts, stamped.Bytes));
    }

    /// <summary>What the sources of an earlier reading look like now.</summary>
    public SourceStamps LookAgain(SourceStamps before) => StampedPlanFiles.Again(before, files, stamps);
}
