using Holdfast.Core.Commands;
using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Degradation.Switches;

/// <summary>The parameters of the commands that set and clear switches.</summary>
internal static class SwitchFields
{
    /// <summary>Longest body of an answer that is given by a command.</summary>
    private const int BodyCharsMax = 4_096;

    public static readonly Field<string> Interface = new("interface", Shapes.Name("interface"), "The interface that it is set on.") { Required = true };

    /// <summary>Null where it was left out.</summary>
    public static readonly Field<KeyPart> Per = new(
        "per", new KeyPartShape(), "With 'key': which part of a request says whose it is, e.g. header:X-Tenant.") { DefaultWords = "it holds for all callers" };

    public static readonly Field<string> Key = new("key", Shapes.Text("key"), "With 'per': whose requests it holds for; what is set for all leaves these alone then.") { Default = "", DefaultWords = "it holds for all callers" };

    public static readonly Field<TimeSpan> For = new(CommandDesk.ForName, Shapes.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromHours(24)), "How long it holds, unless it is cleared before. Set again, it holds from then on.")
    {
        Default = TimeSpan.FromMinutes(30),
        Because = "What is switched off in the night and forgotten is found by customers in the morning.",
    };

    public static readonly Field<double> Share = new("share", Shapes.Ratio, "Which part of the callers is let in, by their addresses: the same ones for as long as it holds.") { Required = true };

    public static readonly Field<string> Body = new("body", Shapes.Text("body", BodyCharsMax), "What every call is answered with.") { Default = "", DefaultWords = "none" };

    public static readonly Field<int> Status = new("status", Shapes.Count(200, 599, "HTTP status"), "Its status.") { Default = 200 };

    public static readonly Field<string> Kind = new("kind", Shapes.Choice(("all", ""), ("off", "off"), ("stale", "stale"), ("answer", "answer"), ("share", "share")), "Which of its switches; without 'per' and 'key' the one that holds for all callers.")
    {
        Default = "",
        DefaultWords = "all",
    };
}
