using Holdfast.Cli.Starting;
using Holdfast.Control.Plans;
using Holdfast.Core.Plan;

namespace Holdfast.Cli.Up;

/// <summary>The plan that a process starts with, and where it comes from.</summary>
/// <param name="Name">As the start-up output names it.</param>
/// <param name="File">What to watch; null: it does not come from a file.</param>
/// <param name="Edition">The reading of the file; null without one.</param>
internal sealed record UpPlan(HoldfastPlan Plan, string Digest, string Name, PlanFile? File, PlanEdition? Edition)
{
    /// <summary>The service whose paths are observed; null: there is a plan that says which interfaces there are.</summary>
    public Uri? Observed { get; private init; }

    /// <exception cref="StartException">The address cannot be a node's.</exception>
    public static UpPlan To(string url)
    {
        if (DirectPlan.TryMake(url, out var plan) is { } fault)
            throw StartException.BadInput($"--to: {fault.Message}. {fault.Advice}");
        return new UpPlan(plan!, Digest: "", $"everything to {url}", File: null, Edition: null)
        {
            Observed = plan!.Services[DirectPlan.Service].Versions.Single().Value.Nodes.Single().Url,
        };
    }

    /// <exception cref="BadPlanException">It has errors.</exception>
    public static UpPlan Read(string path)
    {
        var file = PlanFile.OnDisk(path);
        var edition = file.Read();
        return edition.Result.Plan is { } plan
            ? new UpPlan(plan, edition.Result.Digest, path, file, edition)
            : throw new BadPlanException(edition.Result);
    }
}
