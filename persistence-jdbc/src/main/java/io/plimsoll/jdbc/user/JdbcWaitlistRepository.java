package io.plimsoll.jdbc.user;

import io.plimsoll.core.domain.repository.Keyset;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.user.WaitlistRepository;
import io.plimsoll.core.domain.user.ReferralCount;
import io.plimsoll.core.domain.user.WaitlistEntry;
import io.plimsoll.core.domain.user.WaitlistStanding;
import io.plimsoll.core.domain.user.WaitlistStatus;
import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.RepositoryException.Kind;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.internal.Pages;
import io.plimsoll.jdbc.internal.Row;
import io.plimsoll.jdbc.internal.Table;
import io.plimsoll.jdbc.internal.Type;
import io.plimsoll.jdbc.internal.Where;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** The waitlist in {@code waitlist_entry}, keyed by e-mail address. No error names one. */
final class JdbcWaitlistRepository implements WaitlistRepository {
    private static final Type<String> EMAIL = Type.text(254);
    private static final Type<String> CODE = Type.text(40);
    private static final Type<WaitlistStatus> STATUS = Type.name(WaitlistStatus.class);
    private static final Table<WaitlistEntry> ENTRIES = Table.<WaitlistEntry>named("waitlist_entry")
            .key("email", EMAIL, WaitlistEntry::email)
            .column("referral_code", CODE, WaitlistEntry::referralCode)
            .optional("referred_by", CODE, WaitlistEntry::referredBy)
            .column("joined_at", Type.TIME, WaitlistEntry::joinedAt)
            .column("status", STATUS, WaitlistEntry::status)
            .column("changed_at", Type.TIME, WaitlistEntry::changedAt)
            .build();
    private static final String SELECT =
            "SELECT email, referral_code, referred_by, joined_at, status, changed_at FROM waitlist_entry";
    private static final RowMapper<WaitlistEntry> MAPPER = Row.mapping(row -> new WaitlistEntry(
            row.get("email", EMAIL),
            row.get("referral_code", CODE),
            row.find("referred_by", CODE),
            row.get("joined_at", Type.TIME),
            row.get("status", STATUS),
            row.get("changed_at", Type.TIME)));
    private static final Pages<WaitlistEntry> QUEUE = Pages.of(
            SELECT,
            MAPPER,
            Keyset.<WaitlistEntry>ascending().time(WaitlistEntry::joinedAt).text(WaitlistEntry::referralCode),
            "joined_at",
            "referral_code");

    private final Database database;

    JdbcWaitlistRepository(Database database) {
        this.database = database;
    }

    @Override
    public boolean join(WaitlistEntry entry) {
        return database.write("join the waitlist", handle -> {
            if (find(handle, entry.email()).isPresent()) {
                return false;
            }
            if (findByCode(handle, entry.referralCode()).isPresent()) {
                throw new RepositoryException(
                        Kind.DUPLICATE, "referral code " + entry.referralCode() + " is taken: choose a new one");
            }
            if (entry.referredBy()
                    .filter(code -> findByCode(handle, code).isEmpty())
                    .isPresent()) {
                throw new IllegalArgumentException(
                        "nobody has referral code " + entry.referredBy().get());
            }
            return ENTRIES.add(handle, List.of(entry)) == 1;
        });
    }

    @Override
    public Optional<WaitlistEntry> find(String email) {
        String normalised = WaitlistEntry.normalised(email);
        return database.read("read an entry of the waitlist", handle -> find(handle, normalised));
    }

    private static Optional<WaitlistEntry> find(Handle handle, String email) {
        return handle.createQuery(SELECT + " WHERE email = :email")
                .bind("email", email)
                .map(MAPPER)
                .findOne();
    }

    @Override
    public Optional<WaitlistEntry> findByCode(String referralCode) {
        return database.read("read an entry of the waitlist", handle -> findByCode(handle, referralCode));
    }

    private static Optional<WaitlistEntry> findByCode(Handle handle, String referralCode) {
        return handle.createQuery(SELECT + " WHERE referral_code = :code")
                .bind("code", referralCode)
                .map(MAPPER)
                .findOne();
    }

    @Override
    public Optional<WaitlistStanding> standing(String email) {
        String normalised = WaitlistEntry.normalised(email);
        return database.read(
                "read a place on the waitlist",
                handle -> find(handle, normalised)
                        .map(entry -> new WaitlistStanding(entry, referrals(handle, entry), ahead(handle, entry))));
    }

    private static long referrals(Handle handle, WaitlistEntry entry) {
        return handle.createQuery("SELECT COUNT(*) FROM waitlist_entry WHERE referred_by = :code")
                .bind("code", entry.referralCode())
                .mapTo(Long.class)
                .one();
    }

    private static long ahead(Handle handle, WaitlistEntry entry) {
        return handle.createQuery("""
                        SELECT COUNT(*) FROM waitlist_entry
                        WHERE status = :waiting AND (joined_at, referral_code) < (:joinedAt, :code)
                        """)
                .bind("waiting", WaitlistStatus.WAITING)
                .bind("joinedAt", entry.joinedAt())
                .bind("code", entry.referralCode())
                .mapTo(Long.class)
                .one();
    }

    @Override
    public Page<WaitlistEntry> page(WaitlistStatus status, PageRequest request) {
        return database.read("read the waitlist", handle -> QUEUE.page(handle, Where.is("status", status), request));
    }

    @Override
    public Page<WaitlistEntry> referred(String referralCode, PageRequest request) {
        return database.read(
                "read who was referred", handle -> QUEUE.page(handle, Where.is("referred_by", referralCode), request));
    }

    @Override
    public List<ReferralCount> leaders(int limit) {
        int rows = PageRequest.first(limit).limit();
        return database.read(
                "count the referrals",
                handle -> handle.createQuery("""
                                SELECT referred_by, COUNT(*) AS referrals
                                FROM waitlist_entry
                                WHERE referred_by IS NOT NULL
                                GROUP BY referred_by
                                ORDER BY referrals DESC, referred_by
                                FETCH FIRST :rows ROWS ONLY
                                """)
                        .bind("rows", rows)
                        .map(Row.mapping(row ->
                                new ReferralCount(row.get("referred_by", CODE), row.get("referrals", Type.LONG))))
                        .list());
    }

    @Override
    public int invite(Collection<String> emails, Instant at) {
        // in one order: two who invite the same wait for each other
        TreeSet<String> normalised = new TreeSet<>();
        emails.forEach(email -> normalised.add(WaitlistEntry.normalised(email)));
        return database.write(
                "invite from the waitlist",
                handle -> normalised.stream()
                        .mapToInt(email -> move(handle, email, WaitlistStatus.WAITING, WaitlistStatus.INVITED, at))
                        .sum());
    }

    @Override
    public boolean accept(String email, Instant at) {
        String normalised = WaitlistEntry.normalised(email);
        return database.write(
                "let somebody in from the waitlist",
                handle -> move(handle, normalised, WaitlistStatus.INVITED, WaitlistStatus.ACCEPTED, at) > 0);
    }

    private static int move(Handle handle, String email, WaitlistStatus from, WaitlistStatus to, Instant at) {
        return handle.createUpdate("""
                        UPDATE waitlist_entry SET status = :to, changed_at = :at
                        WHERE email = :email AND status = :from
                        """)
                .bind("email", email)
                .bind("from", from)
                .bind("to", to)
                .bind("at", at)
                .execute();
    }

    @Override
    public boolean forget(String email) {
        String normalised = WaitlistEntry.normalised(email);
        return database.write(
                "forget an entry of the waitlist",
                handle -> handle.createUpdate("DELETE FROM waitlist_entry WHERE email = :email")
                                .bind("email", normalised)
                                .execute()
                        > 0);
    }
}
