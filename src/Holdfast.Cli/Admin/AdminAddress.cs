using Holdfast.Cli.Data;

namespace Holdfast.Cli.Admin;

/// <summary>Where the running process is to be asked.</summary>
internal static class AdminAddress
{
    public const string Variable = "HOLDFAST_ADMIN";
    public const string Default = "127.0.0.1:8081";

    /// <summary>What is named first: the address, the variable, the data folder's process; else the default address.</summary>
    public static Uri Find(string? address, string? folder, Func<string, string?> environment)
    {
        if ((Of(address) ?? (folder is null ? Of(environment(Variable)) : null)) is { } named) return Parse(named);
        return ProcessFile.Read(DataFolderPath.Resolve(folder, environment))?.Admin ?? Parse(Default);
    }

    /// <exception cref="Starting.StartException">It is no address.</exception>
    private static Uri Parse(string text) =>
        Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : $"http://{text}", UriKind.Absolute, out var url)
        && url.Scheme is "http" or "https" && url.Host.Length > 0
            ? url
            : throw Starting.StartException.BadInput($"'{text}' is no address: write HOST:PORT, e.g. {Default}");

    private static string? Of(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
