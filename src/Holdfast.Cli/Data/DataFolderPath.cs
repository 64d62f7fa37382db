using Holdfast.Cli.Starting;

namespace Holdfast.Cli.Data;

/// <summary>Which folder is meant when none is named. Every verb that looks for the running process asks here.</summary>
internal static class DataFolderPath
{
    public const string Variable = "HOLDFAST_DATA";

    /// <param name="given">From the command line; null: <c>$HOLDFAST_DATA</c>, <c>$XDG_STATE_HOME/holdfast</c>, <c>~/.local/state/holdfast</c>.</param>
    /// <exception cref="StartException">None of them is set.</exception>
    public static string Resolve(string? given, Func<string, string?> environment) => Find(given, environment)
        ?? throw StartException.CannotStart(StartErrors.FolderUnusable, $"No data folder: neither --data nor {Variable} nor HOME is set.");

    /// <inheritdoc cref="Resolve"/>
    /// <returns>Null: none of them is set.</returns>
    public static string? Find(string? given, Func<string, string?> environment) =>
        (Of(given) ?? Of(environment(Variable))) is { } named ? Path.GetFullPath(named) : State(environment);

    /// <summary>Where programs of this account keep what is to be found again; null: the account has no such place.</summary>
    public static string? State(Func<string, string?> environment)
    {
        if (Of(environment("XDG_STATE_HOME")) is { } state)
            return Path.Combine(Path.GetFullPath(state), "holdfast");
        return Of(environment("HOME")) is { } home ? Path.Combine(Path.GetFullPath(home), ".local", "state", "holdfast") : null;
    }

    private static string? Of(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
