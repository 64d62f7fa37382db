using Holdfast.Core.Plan;

namespace Holdfast.Core.Tests.Principles.Isolation;

public sealed class IsolationRulesTests
{
    [Theory]
    [InlineData("{ concurrency: 200 }")]
    [InlineData("{ concurrency: 200, queue: 100, wait: 500ms, order: last }")]
    [InlineData("{ concurrency: 5, per: \"header:X-Tenant\", keys-max: 100, observe: true }")]
    [InlineData("[ { concurrency: 200 }, { concurrency: 5, per: \"parameter:id\" } ]")]
    public void Check_Isolation_IsGood(string isolate) => Errors(isolate: isolate).ShouldBeEmpty();

    [Theory]
    [InlineData("{ concurrency: 200, queue: 100 }", "HF2220")]
    [InlineData("{ concurrency: 200, wait: 1s }", "HF2221")]
    [InlineData("{ concurrency: 200, order: last }", "HF2221")]
    [InlineData("{ concurrency: 200, queue: 10, wait: 2s }", "HF2222")]
    [InlineData("[ { concurrency: 200 }, { concurrency: 100 } ]", "HF2229")]
    [InlineData("[ { concurrency: 5, per: client }, { concurrency: 5, per: client } ]", "HF2229")]
    [InlineData("[ { concurrency: 1 }, { concurrency: 1, per: client }, { concurrency: 1, per: path }, { concurrency: 1, per: \"parameter:id\" } ]", "HF2229")]
    [InlineData("{ concurrency: 5, per: \"parameter:name\" }", "HF2190")]
    public void Check_Isolation_IsRefused(string isolate, string id) => Errors(isolate: isolate).Select(static error => error.Id).ShouldBe([id]);

    [Theory]
    [InlineData("pool: { concurrency: 100 }")]
    [InlineData("pool: { per-node: 100, queue: 10, wait: 1s }")]
    [InlineData("pool: { concurrency: 10, partitions: { live: { interfaces: i, share: 0.9, lend: 0 }, batch: { criticality: [normal, sheddable], share: 0.1, lend: 0 } } }")]
    [InlineData("pool: { concurrency: 10, queue: 4, wait: 1s, partitions: { live: { interfaces: i, share: 0.9 } } }")]
    [InlineData("connections: 20")]
    [InlineData("connections: { per-node: 20, wait: 200ms, queue: 0 }")]
    public void Check_Pool_IsGood(string service) => Errors(service).ShouldBeEmpty();

    [Theory]
    [InlineData("pool: { queue: 10, wait: 1s }", "HF2223")]
    [InlineData("pool: { concurrency: 10, queue: 10 }", "HF2220")]
    [InlineData("pool: { concurrency: 10, queue: 10, wait: 3s }", "HF2222")]
    [InlineData("pool: { concurrency: 10, per-node: 11 }", "HF2230")]
    [InlineData("pool: { concurrency: 10, partitions: { a: { interfaces: i, share: 0.6, lend: 0 }, b: { criticality: high, share: 0.5, lend: 0 } } }", "HF2224")]
    [InlineData("pool: { concurrency: 10, partitions: { a: { interfaces: i, share: 0.05, lend: 0 } } }", "HF2225")]
    [InlineData("pool: { concurrency: 10, partitions: { a: { interfaces: i, share: 0.5 } } }", "HF2226")]
    [InlineData("pool: { concurrency: 10, queue: 1, wait: 1s, partitions: { a: { interfaces: i, share: 0.5 } } }", "HF2226")]
    [InlineData("pool: { concurrency: 4001, partitions: { a: { interfaces: i, share: 0.5, lend: 0 } } }", "HF2227")]
    [InlineData("pool: { concurrency: 100, partitions: { a: { share: 0.1, lend: 0, interfaces: i }, b: { share: 0.1, lend: 0, interfaces: i }, c: { share: 0.1, lend: 0, interfaces: i }, d: { share: 0.1, lend: 0, interfaces: i }, e: { share: 0.1, lend: 0, interfaces: i } } }", "HF2227")]
    [InlineData("pool: { concurrency: 10, partitions: { a: { share: 0.5, lend: 0 } } }", "HF2228")]
    [InlineData("pool: { concurrency: 10, partitions: { a: { interfaces: k, share: 0.5, lend: 0 } } }", "HF2228")]
    [InlineData("pool: { concurrency: 10, partitions: { a: { interfaces: o, share: 0.5, lend: 0 } } }", "HF2228")]
    [InlineData("connections: { per-node: 20, wait: 5s }", "HF2222")]
    public void Check_Pool_IsRefused(string service, string id) => Errors(service).Select(static error => error.Id).ShouldBe([id]);

    private static IEnumerable<PlanError> Errors(string service = "", string isolate = "{ concurrency: 1 }") => PlanReader.Read(
        "plan.yaml",
        new MemoryPlanFiles().Add("plan.yaml", $$"""
            holdfast: 1
            owners: [a@example.com, b@example.com]
            services:
              s:
                versions: { v1: { nodes: [ "http://127.0.0.1:1001" ] } }
                {{service}}
              other: { versions: { v1: { nodes: [ "http://127.0.0.1:1002" ] } } }
            interfaces:
              i: { match: { path: "/a/{id}" }, service: s, timeout: 2s, isolate: {{isolate}} }
              o: { match: { path: "/b" }, service: other }
            """),
        static _ => null).Errors;
}
