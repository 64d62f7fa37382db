using System.CommandLine;

namespace Holdfast.Cli.Plans;

/// <summary><c>-o text|json</c>.</summary>
internal static class OutputOption
{
    public const string Json = "json";

    public static Option<string> Create()
    {
        var option = new Option<string>("--output", "-o") { Description = "For people or for programs.", DefaultValueFactory = _ => "text" };
        return option.AcceptOnlyFromAmong("text", Json);
    }
}
