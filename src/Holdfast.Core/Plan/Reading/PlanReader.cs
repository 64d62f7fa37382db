using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Plan.Rules;
using Holdfast.Core.Plan.Yaml;

namespace Holdfast.Core.Plan;

/// <summary>Text to plan. Whatever the text, the result is a plan or errors; it throws nothing of its own.</summary>
public static class PlanReader
{
    /// <param name="path">The plan's file, as the operator named it.</param>
    /// <param name="environment">A variable's value, null when it is not set: <see cref="Environment.GetEnvironmentVariable(string)"/>.</param>
    /// <param name="shape">What a plan may hold; every principle that works unless given.</param>
    public static PlanResult Read(
        string path, IPlanFiles files, Func<string, string?> environment, PlanShape? shape = null)
    {
        shape ??= PlanShape.Default;
        var findings = new PlanFindings();
        var reading = new PlanReading(findings, files);
        using var texts = new PlanTexts(files, new Substitution(environment), findings);
        var loader = new PlanLoader(files, texts, reading);
        var roots = loader.Load(path);
        var plan = roots.Count == 0 ? null : Build(roots, shape, reading, loader.IsWhole);
        return new PlanResult
        {
            Plan = findings.Total == 0 ? plan : null,
            Errors = findings.Errors,
            ErrorsTotal = findings.Total,
            Sources = new PlanSources
            {
                Texts = texts.Read,
                Folders = [.. loader.Folders],
                Referred = [.. reading.Referred.Order(StringComparer.Ordinal)],
            },
            Digest = texts.Digest(),
        };
    }

    private static HoldfastPlan Build(IReadOnlyList<YamlMap> roots, PlanShape shape, PlanReading reading, bool whole)
    {
        var root = PlanMerge.Join(roots, shape.Root, reading.Findings);
        reading.Findings.Root = root;
        var plan = shape.Root.ReadPartly(root, reading, whole);
        if (!whole)
            return plan;
        PlanRules.Check(plan, shape.Slices, reading.Findings);
        foreach (var slice in shape.Slices)
            slice.Check(plan, reading.Findings);
        return reading.Findings.Total == 0 ? plan with { Places = PlanPlaces.Of(root) } : plan;
    }
}
