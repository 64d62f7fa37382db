using System.CommandLine;

namespace Holdfast.Cli.Plans;

/// <summary><c>holdfast plan</c>.</summary>
internal static class PlanVerb
{
    public static Command Create() => new("plan", "Work with plans without running them.")
    {
        ValidateVerb.Create(),
        DiffVerb.Create(),
        SchemaVerb.Create(),
        ExplainVerb.Create(),
    };
}
