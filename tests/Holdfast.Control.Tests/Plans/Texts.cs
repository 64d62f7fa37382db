namespace Holdfast.Control.Tests.Plans;

internal static class Texts
{
    /// <param name="service">More keys of the service, with a comma after each.</param>
    public static string Plan(string timeout, string service = "") => $$"""
        holdfast: 1
        owners: [first.owner@example.com, second.owner@example.com]
        services:
          a: { {{service}}versions: { v1: { nodes: [ "http://127.0.0.1:1" ] } } }
        interfaces:
          one: { match: { path: /a }, service: a, timeout: {{timeout}} }

        """;
}
