using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Synter.Domain.Kernel;
using Synter.Tests.Database;
using Synter.Tests.Support;
using Synter.Tests.Support.DataGen;

namespace Synter.Tests.Host;

/// <summary>Synter dies between a commit and its mirror. The next one knows what CStore is behind on.</summary>
public sealed class KilledWhileMirroringTests(PostgresFixture postgres, TemporaryFolder data) : IClassFixture<PostgresFixture>, IClassFixture<TemporaryFolder>
{
    [Fact]
    public async Task UnmirroredCommits_AreMirroredByTheNext_WhetherItDiedOrHadNoMirror()
    {
        await using var server = await InferenceServer.StartAsync();
        await using var cstore = await CStoreServer.StartAsync();
        string before, unmirrored;
        await using (var without = await SynterOnDatabase.StartAsync(postgres, data, Settings(server)))
        {
            using var client = await without.SignInAsync();
            before = (await client.MadeAsync(new { prompt = "A thing", count = 3 })).Text("id");
        }

        // It takes nothing: all that is done is committed and not mirrored.
        cstore.Wrong = _ => Results.StatusCode(503);
        await using (var killed = await SynterProcess.StartAsync(postgres, data, Settings(server, cstore)))
        {
            Assert.Contains("R1FS is named and not used", killed.Output, StringComparison.Ordinal);
            using var client = await killed.SignInAsync();
            unmirrored = (await client.MadeAsync(new { prompt = "A thing", count = 30 })).Text("id");
            await Eventually.TrueAsync(() => cstore.Calls.Count > 0, "the mirror has tried");
            await killed.KillAsync();
        }

        Assert.Null(cstore.Get($"datagen:task:{unmirrored}"));
        cstore.Wrong = _ => null;
        await LetTimePassAsync();
        await using var next = await SynterOnDatabase.StartAsync(postgres, data, Settings(server, cstore));

        JsonNode? Kept(string id) => cstore.Get($"datagen:task:{id}");
        await Eventually.TrueAsync(() => Kept(before) is not null && Kept(unmirrored) is not null, "both tasks stand in CStore");
        Assert.Equal("succeeded", Kept(before)!["status"]!.GetValue<string>());
        Assert.Equal(("succeeded", 30), (Kept(unmirrored)!["status"]!.GetValue<string>(), Kept(unmirrored)!["results"]!.AsArray().Count(r => r is not null)));
        Assert.Equal(33, server.Count);
    }

    /// <summary>As if the dead process's lease and the wait after its failures were over.</summary>
    private async Task LetTimePassAsync()
    {
        await using var connection = await postgres.Database.OpenAsync(new Scope.System("test"), default);
        await using var command = connection.CreateCommand();
        command.CommandText = "UPDATE dataset_mirrors SET lease_until = NULL, due_at = now()";
        await command.ExecuteNonQueryAsync();
    }

    private static Dictionary<string, string> Settings(InferenceServer server) => new() { ["DATAGEN_INFERENCE_BASE_URL"] = server.Address.AbsoluteUri };

    private static Dictionary<string, string> Settings(InferenceServer server, CStoreServer cstore) => new(Settings(server))
    {
        ["DATAGEN_STORE"] = "cstore",
        ["EE_CHAINSTORE_API_HOST"] = cstore.Address.Host,
        ["EE_CHAINSTORE_API_PORT"] = $"{cstore.Address.Port}",
        ["EE_R1FS_API_HOST"] = "127.0.0.1",
    };
}
