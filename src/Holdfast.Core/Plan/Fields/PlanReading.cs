using Holdfast.Core.Errors;
using Holdfast.Core.Plan.Yaml;

namespace Holdfast.Core.Plan.Fields;

/// <summary>What shapes share while one plan is read.</summary>
public sealed class PlanReading(PlanFindings findings, IPlanFiles files)
{
    private readonly HashSet<string> _referred = new(StringComparer.Ordinal);

    public PlanFindings Findings { get; } = findings;

    public IPlanFiles Files { get; } = files;

    /// <summary>Files that the plan names (certificates and keys), absolute.</summary>
    public IReadOnlyCollection<string> Referred => _referred;

    public void Refer(string file) => _referred.Add(file);

    /// <summary>Puts down an error about a value and says false, so that a shape can return it. A value whose error is known gets no second one.</summary>
    public bool Refuse(KnownError known, YamlNode node, PlanPath path, string message, string advice)
    {
        if (node is not YamlScalar { IsBroken: true })
            Findings.AddAt(known, node.Place, path, node is YamlScalar scalar ? scalar.Text : "", message, advice);
        return false;
    }
}
