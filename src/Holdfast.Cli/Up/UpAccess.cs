using Holdfast.Cli.Data;
using Holdfast.Cli.Starting;
using Holdfast.Control.Access;
using Holdfast.Control.Store;
using Holdfast.Core.Signals;

namespace Holdfast.Cli.Up;

/// <summary>Who may come in to this process, and the token by which its own account does.</summary>
internal sealed class UpAccess : IAsyncDisposable
{
    private readonly string _token = AccessToken.Make();
    private readonly List<TokenFile> _files = [];

    public UpAccess(IControlStore store, SignalLog signals, TimeProvider time) => Desk = new AccessDesk(_token, store, signals, time);

    public AccessDesk Desk { get; }

    /// <summary>Lays the token where the command looks for it: in the data folder, and where this account's programs keep their state.</summary>
    /// <exception cref="StartException">It can be written to neither.</exception>
    public void Announce(DataFolder data, Uri admin, Func<string, string?> environment)
    {
        Exception? fault = null;
        // One of the two will do: a disk may be full, and a service may have a home that it must not write to.
        foreach (var folder in new[] { data.Path, DataFolderPath.State(environment) }.OfType<string>().Distinct(StringComparer.Ordinal))
        {
            try
            {
                _files.Add(TokenFile.Write(folder, admin, _token));
            }
            catch (Exception found) when (found is IOException or UnauthorizedAccessException)
            {
                fault ??= found;
            }
        }

        if (_files.Count == 0)
            throw StartException.CannotStart(StartErrors.FolderUnusable, $"The token cannot be written to {data.Path}: {fault!.Message}", fault);
    }

    public ValueTask DisposeAsync()
    {
        foreach (var file in _files) file.Dispose();
        return Desk.DisposeAsync();
    }
}
