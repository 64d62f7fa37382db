using System.Text.Json.Nodes;
using Holdfast.Control.Admin.Describing;

namespace Holdfast.Control.Tests.Admin;

/// <summary>The description has every route of the API, and says of each what it is for.</summary>
public sealed class OpenApiTests
{
    [Fact]
    public async Task Description_HasEveryRouteWithWhatItTakesAndAnswers()
    {
        await using var admin = await AdminHarness.StartAsync();
        var document = JsonNode.Parse((await admin.AskAsync(OpenApiRoutes.DocumentPath)).Text)!;
        document["openapi"]!.GetValue<string>().ShouldStartWith("3.1");

        var routes = admin.Routes.Where(OpenApi.IsOfTheApi).Select(OpenApi.Path).Distinct().Where(static path => path != OpenApiRoutes.DocumentPath).ToArray();
        var paths = document["paths"]!.AsObject();

        paths.Select(static path => path.Key).ShouldBe(routes, ignoreOrder: true);
        routes.Length.ShouldBeGreaterThan(15);
        foreach (var (path, operations) in paths)
        {
            foreach (var (method, operation) in operations!.AsObject())
            {
                operation!["summary"]!.GetValue<string>().ShouldNotBeEmpty($"{method} {path}: the route does not say what it is for (Tells)");
                (operation["requestBody"] is not null).ShouldBe(method == "post", path);
                (operation["parameters"]?.AsArray() ?? []).Where(static one => one!["in"]!.GetValue<string>() == "path").Select(static one => $"{{{one!["name"]}}}")
                    .ShouldAllBe(name => path.Contains(name));
            }
        }
    }

    [Fact]
    public async Task References_All_LeadSomewhere()
    {
        await using var admin = await AdminHarness.StartAsync();
        var document = JsonNode.Parse((await admin.AskAsync(OpenApiRoutes.DocumentPath)).Text)!;

        var references = References(document).ToArray();

        references.Length.ShouldBeGreaterThan(30);
        foreach (var reference in references)
        {
            var found = reference.Split('/').Skip(1).Aggregate((JsonNode?)document, static (node, word) => node switch
            {
                JsonArray list => list[int.Parse(word)],
                JsonObject fields => fields[word],
                _ => null,
            });
            found.ShouldNotBeNull(reference);
        }
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject fields => fields.SelectMany(static one => one.Key == "$ref" ? [one.Value!.GetValue<string>()] : References(one.Value)),
        JsonArray list => list.SelectMany(References),
        _ => [],
    };
}
