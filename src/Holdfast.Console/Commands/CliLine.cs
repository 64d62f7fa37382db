using Holdfast.Core.Commands;

namespace Holdfast.WebConsole.Commands;

/// <summary>The same on the command line: by the verb there is for it, else by the one that asks the API behind every verb.</summary>
internal static class CliLine
{
    /// <param name="arguments">As they would be written.</param>
    /// <param name="why">Empty: it is still to be said.</param>
    public static string Of(string slice, string command, IReadOnlyDictionary<string, string> arguments, string why = "")
    {
        var reason = Quoted(why.Length == 0 ? "REASON" : why);
        var time = arguments.TryGetValue(CommandDesk.ForName, out var span) ? $" --for {Quoted(span)}" : "";
        return (slice, command) switch
        {
            ("degradation", "off") => $"holdfast switch set {Target(arguments)} --off{Caller(arguments)} --reason {reason}{time}",
            ("degradation", "stale") => $"holdfast switch set {Target(arguments)} --stale{Caller(arguments)} --reason {reason}{time}",
            ("degradation", "answer") => $"holdfast switch set {Target(arguments)} --answer {Quoted(arguments.GetValueOrDefault("body", ""))}{Given(arguments, "status")}{Caller(arguments)} --reason {reason}{time}",
            ("degradation", "share") => $"holdfast switch set {Target(arguments)}{Given(arguments, "share")}{Caller(arguments)} --reason {reason}{time}",
            // A kind is said of several that are set on one interface: the verb would clear all of them.
            ("degradation", "clear") when !arguments.ContainsKey("kind") && !arguments.ContainsKey("per") => $"holdfast switch clear {Target(arguments)} --reason {reason}",
            ("limits", "limit") => $"holdfast switch set {Target(arguments)} --limit {Quoted(arguments.GetValueOrDefault("rate", "RATE"))} --reason {reason}{time}",
            ("levels", "enter") when !arguments.ContainsKey("cause") => $"holdfast degrade enter {Quoted(arguments.GetValueOrDefault("plan", "NAME"))}{Given(arguments, "level")}{Given(arguments, "drill")}{Forced(arguments)} --reason {reason}{time}",
            ("levels", "leave") => $"holdfast degrade leave {Quoted(arguments.GetValueOrDefault("plan", "NAME"))} --reason {reason}",
            ("failover", "drain") when arguments.ContainsKey("node") || !arguments.ContainsKey("zone") => $"holdfast drain {Target(arguments)} {Quoted(arguments.GetValueOrDefault("node", "NODE"))} --reason {reason}",
            ("failover", "undrain") when arguments.ContainsKey("node") || !arguments.ContainsKey("zone") => $"holdfast undrain {Target(arguments)} {Quoted(arguments.GetValueOrDefault("node", "NODE"))}",
            _ => Asked(slice, command, arguments, reason),
        };
    }

    /// <summary>It shows the token that the verbs show: a line that is copied works.</summary>
    private static string Asked(string slice, string command, IReadOnlyDictionary<string, string> arguments, string reason)
    {
        var body = string.Join(",", arguments.Select(static one => $"{Json(one.Key)}:{Json(one.Value)}"));
        return $"holdfast api /api/principles/{slice}/commands/{command} --body {Quoted($"{{\"by\":\"you\",\"why\":{Json(reason.Trim('\''))},\"arguments\":{{{body}}}}}")}";
    }

    private static string Target(IReadOnlyDictionary<string, string> arguments) =>
        Quoted(arguments.GetValueOrDefault("interface") ?? arguments.GetValueOrDefault("service") ?? "TARGET");

    /// <summary>One tenant's alone, where it is.</summary>
    private static string Caller(IReadOnlyDictionary<string, string> arguments) => $"{Given(arguments, "per")}{Given(arguments, "key")}";

    private static string Forced(IReadOnlyDictionary<string, string> arguments) => arguments.GetValueOrDefault("force") == "true" ? " --force" : "";

    private static string Given(IReadOnlyDictionary<string, string> arguments, string name) =>
        arguments.TryGetValue(name, out var value) ? $" --{name} {Quoted(value)}" : "";

    /// <summary>As a shell reads it back: nothing in it is more than text.</summary>
    private static string Quoted(string text) =>
        text.Length > 0 && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or ':' or '@') ? text : $"'{text.Replace("'", "'\\''")}'";

    private static string Json(string text) => System.Text.Json.JsonSerializer.Serialize(text, Pages.ConsoleJson.Default.String);
}
