using Holdfast.Cli.Data;
using Holdfast.Cli.Starting;
using Holdfast.Control.Access;

namespace Holdfast.Cli.Admin;

/// <summary>What a verb shows to the running process.</summary>
internal static class AdminToken
{
    public const string Variable = "HOLDFAST_TOKEN";

    private const string Localhost = "localhost";

    /// <summary>What is named first: the file, the variable; else the token that the process at this address has written for its account.</summary>
    /// <param name="file">From the command line.</param>
    /// <param name="folder">The data folder that the command line names.</param>
    /// <returns>Null: none is to be found. The process says what to do then.</returns>
    /// <exception cref="StartException">The file that is named cannot be read.</exception>
    public static string? Find(string? file, string? folder, Uri admin, Func<string, string?> environment)
    {
        if (file is not null) return Checked(TokenFile.Read(file) ?? throw StartException.BadInput($"--token-file {file} cannot be read, or is empty"));
        if (environment(Variable) is { Length: > 0 } named) return Checked(named.Trim());
        // By the address: a token is shown to nobody but the process that has written it.
        return Folders(folder, environment).SelectMany(where => Hosts(admin.Host).Select(host => TokenFile.PathOf(where, host, admin.Port)))
            .Select(TokenFile.Read).FirstOrDefault(static token => token is not null && IsSendable(token));
    }

    private static IEnumerable<string> Folders(string? folder, Func<string, string?> environment)
    {
        if (DataFolderPath.Find(folder, environment) is { } data) yield return data;
        if (DataFolderPath.State(environment) is { } state) yield return state;
    }

    private static IEnumerable<string> Hosts(string host) => host == Localhost ? [host, "127.0.0.1", "::1"] : [host];

    private static string Checked(string token) =>
        IsSendable(token) ? token : throw StartException.BadInput("what is named as the token has characters that no token has");

    private static bool IsSendable(string token) => token.All(static c => c is > ' ' and < '\x7f');
}
