using System.Net.Http.Headers;

namespace Holdfast.Testing.Processes;

/// <summary>What lets a test in to the processes that it has started.</summary>
public static class AdminAccess
{
    private static readonly Lazy<string> Folder = new(Make);

    /// <summary>Instead of this account's own: where processes lay their tokens and verbs look for them.</summary>
    public static string StateFolder => Folder.Value;

    public static string TokenOf(Uri admin) =>
        File.ReadAllText(Path.Combine(StateFolder, "holdfast", "tokens", $"{admin.Host}-{admin.Port}")).Trim();

    /// <summary>A client of the admin API, as who holds the token of the process.</summary>
    public static HttpClient Connect(Uri admin) => new(new SocketsHttpHandler { UseProxy = false })
    {
        BaseAddress = admin,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", TokenOf(admin)) },
    };

    private static string Make()
    {
        var folder = Directory.CreateTempSubdirectory("holdfast-test-state-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (IOException)
            {
                // A process that is being killed may still write there; the system's own temp cleaning gets it.
            }
        };
        return folder;
    }
}
