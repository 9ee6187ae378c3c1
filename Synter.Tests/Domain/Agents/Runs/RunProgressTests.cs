using FsCheck;
using FsCheck.Fluent;
using Synter.Domain.Agents.Runs;

namespace Synter.Tests.Domain.Agents.Runs;

public sealed class RunProgressTests
{
    [Fact]
    public void Percent_IsAlwaysFromZeroToAHundred_WhateverASkillReports() => Prop.ForAll<long, long>((done, total) =>
        new RunProgress(done, total, "").Percent(RunStatus.Running) is null or (>= 0 and <= 100)).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0, 0, RunStatus.Running, null)]
    [InlineData(1, 3, RunStatus.Running, 33)]
    [InlineData(3, 3, RunStatus.Running, 100)]
    [InlineData(1, 3, RunStatus.Failed, 33)]
    [InlineData(0, 0, RunStatus.Succeeded, 100)]
    [InlineData(1, 3, RunStatus.Succeeded, 100)]
    public void Percent_OfWhatWasReported(long done, long total, RunStatus status, int? percent) =>
        Assert.Equal(percent, new RunProgress(done, total, "").Percent(status));
}
