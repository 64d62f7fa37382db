using Holdfast.Gateway.Tests.EndToEnd;
using Holdfast.Testing;

namespace Holdfast.Gateway.Tests.Caching;

/// <summary>What tests of caches look at.</summary>
internal static class CacheScene
{
    /// <summary>A cell of the interface's row in the table of caches.</summary>
    public static long Cache(this Scene scene, string column, string name = "everything")
    {
        var runtime = scene.Gateway.Server.Runtime;
        var table = runtime.Slices.Single(static slice => slice.Id == "degradation").Snapshot(runtime.Present!).Tables.Single(static table => table.Name == "caches");
        var row = table.Rows.Single(row => (string)row[0]! == name);
        return Convert.ToInt64(row[table.Columns.ToList().IndexOf(column)], System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Waits until so many calls wait for the answer to another.</summary>
    public static Task WaitingAsync(this Scene scene, int count) =>
        Eventually.HoldsAsync(() => scene.Cache("waiting") == count, $"{count} calls wait for another", state: () => $"{scene.Cache("waiting")} wait");

    /// <summary>Asks and reads the body.</summary>
    public static async Task<(int Status, string Body, string Cache)> AskAsync(this HttpClient client, string target, params string[] headers)
    {
        using var request = client.Request(HttpMethod.Get, target);
        foreach (var (name, value) in headers.SelectMany(CacheCaseFixture.Lines)) request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue(name);
        using var answer = await client.SendAsync(request, Scene.Cancellation);
        var status = answer.Headers.TryGetValues("Cache-Status", out var values) ? values.Single() : "";
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Scene.Cancellation), status);
    }
}
