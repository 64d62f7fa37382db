using Holdfast.Core.Commands;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Degradation.Levels;

/// <summary>The parameters of the commands that enter and leave degradation plans.</summary>
internal static class LevelsFields
{
    public static readonly Field<string> Plan = new("plan", Shapes.Name("degradation plan"), "Which degradation plan.") { Required = true };

    public static readonly Field<int> Level = new("level", Shapes.Count(1, LevelsPlan.LevelsMax, "level"), "How far; it holds with all levels below it.") { Default = 1 };

    public static readonly Field<TimeSpan> For = new(CommandDesk.ForName, Shapes.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromDays(7)), "How long it holds, unless it is left before. Entered again, it holds from then on.")
    {
        DefaultWords = "what the plan says with 'expires'",
    };

    public static readonly Field<double> Drill = new("drill", Shapes.Ratio, "For this part of the users alone, by their addresses: always the same ones. Steps on services, which are for all or for none, are left out.")
    {
        Default = 1,
        DefaultWords = "no drill: for all",
    };

    public static readonly Field<bool> Force = new("force", Shapes.Flag, "Also where what the plan requires does not hold.");

    public static readonly Field<LevelCause> Cause = new(
        "cause", Shapes.Choice(("hand", LevelCause.Hand), ("condition", LevelCause.Condition), ("schedule", LevelCause.Schedule)),
        "What has entered it: a process that is started anew goes on as the one before did. What a hand has entered conditions leave alone.") { Default = LevelCause.Hand };
}
