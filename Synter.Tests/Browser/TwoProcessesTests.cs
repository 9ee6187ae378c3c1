using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Npgsql;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Kernel;
using Synter.Domain.Marketing;
using Synter.Infrastructure.Database;
using Synter.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Synter.Tests.Browser;

/// <summary>
/// Two processes on one database. This one works, with a skill that goes on when it is told; the other only serves pages.
/// </summary>
public sealed class TwoProcessesTests(TwoProcessesTests.Worker worker) : IClassFixture<TwoProcessesTests.Worker>
{
    [Fact]
    public async Task RunOnOneProcess_IsWatchedLiveOnAnother()
    {
        var pages = await worker.PagesAsync();
        using var client = await worker.SignInAsync();
        var run = await RunAsync(client);
        await using var session = await BrowserSession.OpenAsync(worker, pages.Address.ToString());
        var page = session.Page;
        await page.GotoAsync("/sign-in");
        await session.FillSignInAsync(RunningSynter.AdminEmail, RunningSynter.AdminPassword);
        await page.ArriveAsync("/(?!sign-in).*");
        await page.OpenAsync($"/runs/{run}");

        foreach (var percent in new[] { 25, 50, 75 })
        {
            worker.Skill.GoOn();
            await Expect(page.GetByRole(AriaRole.Progressbar).First).ToHaveAttributeAsync("aria-valuenow", percent.ToString(System.Globalization.CultureInfo.InvariantCulture));
            await Expect(page.GetByText($"step at {percent}").First).ToBeVisibleAsync();
        }

        worker.Skill.GoOn();
        await Expect(page.GetByText("Succeeded").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task GoalThatIsDue_FiresOnce_ThoughBothProcessesKeepTime()
    {
        await worker.PagesAsync();
        using var client = await worker.SignInAsync();
        var agent = await worker.HireMarketingAsync(client);
        using var saved = await client.PutAsJsonAsync($"/api/v1/hired-agents/{agent}/goals", new { goal_template_id = "monthly_campaign_pack", frequency = "monthly", settings = new { } });
        var goal = (await saved.JsonAsync())["goal_id"]!.GetValue<string>();

        await using (var connection = await worker.Services.GetRequiredService<SynterDatabase>().OpenAsync(new Scope.System("a test makes a goal due"), default))
        await using (var update = new NpgsqlCommand("update goals set next_fire_at = now() - interval '1 second' where id = $1", connection))
        {
            update.Parameters.Add(new() { Value = StrongId.Parse<GoalId>(goal).Value });
            Assert.Equal(1, await update.ExecuteNonQueryAsync());
        }

        await Eventually.TrueAsync(async () => (await RunsOfAsync(client, agent)).Count > 0, "the goal fired");
        await Eventually.TrueAsync(async () => (await RunsOfAsync(client, agent)).All(run => run!["status"]!.GetValue<string>() == "succeeded"), "its run ended");
        Assert.Single(await RunsOfAsync(client, agent));
    }

    private async Task<string> RunAsync(HttpClient client)
    {
        var agent = await worker.HireMarketingAsync(client);
        using var saved = await client.PutAsJsonAsync($"/api/v1/hired-agents/{agent}/goals", new { goal_template_id = "daily_patient_education", frequency = "on_demand", settings = new { } });
        using var run = await client.PostAsJsonAsync($"/api/v1/goals/{(await saved.JsonAsync())["goal_id"]!.GetValue<string>()}/run", new { });
        return (await run.JsonAsync())["run_id"]!.GetValue<string>();
    }

    private static async Task<JsonArray> RunsOfAsync(HttpClient client, string agent)
    {
        using var answer = await client.GetAsync(new Uri($"/agents/runs?hired_instance_id={agent}", UriKind.Relative));
        return (await answer.JsonAsync())["items"]!.AsArray();
    }

    public sealed class Worker : RunningSynter
    {
        private SynterProcess? _pages;

        public SteppedSkill Skill { get; } = new();

        /// <summary>The other process, which runs nothing.</summary>
        public async Task<SynterProcess> PagesAsync() => _pages ??= await SynterProcess.StartAsync(new Dictionary<string, string>
        {
            ["SYNTER_DATA"] = DataFolder,
            ["POSTGRES_URL"] = ConnectionString,
            ["Runs__Slots"] = "0",
        });

        public override async Task DisposeAsync()
        {
            if (_pages is not null) await _pages.DisposeAsync();
            await base.DisposeAsync();
        }

        protected override void Configure(IServiceCollection services)
        {
            services.Remove(services.Single(service => service.ImplementationType == typeof(DailyEducationSkill)));
            services.AddSingleton<IAgentSkill>(Skill);
        }
    }

    /// <summary>Four steps, each when the test says so.</summary>
    public sealed class SteppedSkill : IAgentSkill, IDisposable
    {
        private readonly SemaphoreSlim _steps = new(0);

        public string Key => "marketing.compose_daily";

        public void GoOn() => _steps.Release();

        public async Task<RunOutcome> RunAsync(RunContext context, CancellationToken cancellationToken)
        {
            for (var done = 1; done <= 4; done++)
            {
                await _steps.WaitAsync(cancellationToken);
                context.Log(LogLevel.Info, $"step at {done * 25}");
                context.Report(done, 4, $"step at {done * 25}");
            }

            return RunOutcome.Nothing;
        }

        public void Dispose() => _steps.Dispose();
    }
}
