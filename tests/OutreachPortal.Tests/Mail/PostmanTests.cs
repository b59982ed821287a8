using MimeKit;
using NodaTime;
using OutreachPortal.Data;
using OutreachPortal.Mail;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Mail;

public sealed class PostmanTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_letter_that_is_due_lies_in_the_folder_and_its_writer_knows(string provider)
    {
        await using var house = await PostHouse.OpenAsync(provider);
        var delivery = await house.PutAsync();

        Assert.Equal(RoundEnd.NothingDue, await house.CarryAsync());

        var read = await house.ReadAsync(delivery.Id);
        Assert.Equal((DeliveryState.Accepted, house.Now, 1), (read.State, read.AcceptedAt, read.Attempts));
        var folder = Path.Combine(house.Get<DataDirectory>().Path, "mail");
        var message = await MimeMessage.LoadAsync(Path.Combine(folder, $"{delivery.Id:N}.eml"));
        Assert.Equal($"reader-{delivery.Recipient:N}@example.org", message.To.Mailboxes.Single().Address);
        Assert.Equal([(delivery.Id, DeliveryState.Accepted)], house.Pen.Told);
        var attempt = Assert.Single(await house.AttemptsAsync());
        Assert.Equal((AttemptOutcome.Accepted, house.Now), (attempt.Outcome, attempt.EndedAt));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_letter_waits_for_its_hour(string provider)
    {
        var outside = new Outside();
        await using var house = await PostHouse.OpenAsync(provider, outside);
        var delivery = await house.PutAsync(
            LetterKind.Daily, posting => posting with { NotBefore = house.Now + Duration.FromHours(20) });

        await house.CarryAsync();
        Assert.Empty(outside.Letters);
        house.Clock.Advance(TimeSpan.FromHours(20));
        await house.CarryAsync();

        Assert.Equal(delivery.Id, Assert.Single(outside.Letters).DeliveryId);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_same_wish_twice_is_one_letter(string provider)
    {
        await using var house = await PostHouse.OpenAsync(provider, new Outside());
        await using var db = house.OpenDb();
        var wish = new Posting(Guid.NewGuid(), LetterKind.Daily, "2026-11-15", house.Now);

        Assert.NotNull(await Post.PutOnceAsync(db, wish, CancellationToken.None));
        Assert.Null(await Post.PutOnceAsync(db, wish, CancellationToken.None));
        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();

        Assert.Null(await Post.PutOnceAsync(db, wish, CancellationToken.None));
        Post.Put(db, wish);
        await Assert.ThrowsAnyAsync<Microsoft.EntityFrameworkCore.DbUpdateException>(() => db.SaveChangesAsync());
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Of_many_postmen_every_letter_has_one(string provider)
    {
        var outside = new Outside();
        await using var house = await PostHouse.OpenAsync(provider, outside, "--Mail:Batch=7");
        var put = await house.PutAsync(100);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(house.CarryAsync)));
        await house.CarryAsync();

        Assert.Equal(put.Select(delivery => delivery.Id).Order(), outside.Letters.Select(letter => letter.DeliveryId).Order());
        Assert.All(await house.ReadAllAsync(), delivery => Assert.Equal(DeliveryState.Accepted, delivery.State));
    }
}
