using System.CommandLine;

namespace Holdfast.Cli.Degrading;

/// <summary><c>holdfast degrade</c>: degradation plans are entered and left, and looked at.</summary>
internal static class DegradeVerb
{
    /// <summary>The slice that takes the commands.</summary>
    public const string Slice = "levels";

    public static Command Create() => new("degrade", "Enter and leave degradation plans: what is given up so that what matters is kept.")
    {
        EnterVerb.Create(),
        LeaveVerb.Create(),
        ListVerb.Create(),
        ShowVerb.Create(),
        PreviewVerb.Create(),
    };
}
