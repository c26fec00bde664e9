"""HTTP of behaviour ratings."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response, status

from kinerja_api.audit.public import TransitionsOut
from kinerja_api.authz.guards import Creating, ExpectedVersion, InLanguage, Reading, Writing, requires
from kinerja_api.authz.permissions import Permission
from kinerja_api.authz.principal import Principal
from kinerja_api.behavior.schemas import (
    CollectionIn,
    CollectionOut,
    GapReportOut,
    OutlierOut,
    PairOut,
    RatingIn,
    RatingOut,
    RatingPut,
    RequestIn,
    RequestOut,
    ResultsOut,
    SelfAssessmentIn,
    SelfAssessmentOut,
    SelfAssessmentPut,
    StepIn,
)
from kinerja_api.behavior.service import assessments, collections, ratings, reports, requests
from kinerja_api.behavior.types import RequestStatus, RequestView
from kinerja_api.kit.http.paging import Paging
from kinerja_api.kit.http.router import api_router, body_example, tell_created, tell_version
from kinerja_api.kit.http.schema import Page

router = api_router("behavior")

Reader = Annotated[Principal, requires(Permission.BEHAVIOR_RATING_READ)]
Writer = Annotated[Principal, requires(Permission.BEHAVIOR_RATING_WRITE)]
Auditor = Annotated[Principal, requires(Permission.FAVOURITISM_READ)]
OfCycle = Annotated[UUID, Query(description="Tahun kinerja. Performance year.")]
OfPlan = Annotated[UUID | None, Query(description="Hanya SKP ini. Only this plan.")]
OfPeriod = Annotated[UUID | None, Query(description="Hanya periode ini. Only this period.")]


@router.get("/rating-requests", operation_id="list_rating_requests", summary="Daftar permintaan menilai (requests)")
async def list_rating_requests(
    principal: Reader,
    uow: Reading,
    page: Paging,
    view: Annotated[
        RequestView,
        Query(
            description="to_answer: yang harus saya jawab; about_me: tentang saya; by_me: dari saya; led: tentang yang "
            "saya pimpin. Mine to answer, about me, by me, about the people I lead."
        ),
    ] = RequestView.TO_ANSWER,
    plan_id: OfPlan = None,
    request_status: Annotated[RequestStatus | None, Query(alias="status", description="Status. State.")] = None,
) -> Page[RequestOut]:
    """Permintaan menilai perilaku. Tentang diri sendiri, nama penilai yang tidak Anda usulkan tidak ditampilkan.

    Siapa yang sudah menjawab hanya diketahui yang diminta. Requests to rate behaviour. About yourself, raters whom you
    did not nominate are not named; who has answered is told to who is asked alone.
    """
    return await requests.list_requests(uow, principal, view=view, plan_id=plan_id, status=request_status, page=page)


@router.post(
    "/rating-requests",
    operation_id="create_rating_request",
    summary="Minta orang menilai (ask somebody to rate)",
    status_code=status.HTTP_201_CREATED,
)
async def create_rating_request(principal: Writer, uow: Creating, given: RequestIn, response: Response) -> RequestOut:
    """Pegawai mengusulkan penilainya sendiri; pejabat penilai meminta langsung. Untuk satu periode atau setahun.

    The employee nominates raters, the rating official asks them directly. For a period or for the year.
    """
    request = await requests.ask_rater(uow, principal, given)
    tell_created(response, f"/v1/rating-requests/{request.id}", request.version)
    return request


@router.get(
    "/rating-requests/{request_id}",
    operation_id="read_rating_request",
    summary="Baca permintaan menilai (read a request)",
)
async def read_rating_request(principal: Reader, uow: Reading, request_id: UUID, response: Response) -> RequestOut:
    """Satu permintaan menilai perilaku.

    One request to rate behaviour.
    """
    request = await requests.read_request(uow, principal, request_id)
    tell_version(response, request.version)
    return request


@router.get(
    "/rating-requests/{request_id}/transitions",
    operation_id="list_rating_request_transitions",
    summary="Riwayat dan langkah permintaan (life of a request)",
)
async def list_rating_request_transitions(
    principal: Reader, uow: Reading, request_id: UUID, language: InLanguage
) -> TransitionsOut:
    """Langkah yang sudah diambil, yang dapat Anda ambil sekarang, dan mengapa yang lain belum.

    The steps taken, those you can take now, and why the others cannot be taken yet.
    """
    return await requests.list_request_transitions(uow, principal, request_id, language)


@router.post(
    "/rating-requests/{request_id}/transitions",
    operation_id="step_rating_request",
    summary="Setujui, tolak, atau nyatakan tidak bersedia (approve, refuse or decline a request)",
    openapi_extra=body_example({"name": "approve"}),
)
async def step_rating_request(
    principal: Writer, expected: ExpectedVersion, uow: Writing, request_id: UUID, step: StepIn, response: Response
) -> RequestOut:
    """Langkah: approve dan refuse (dengan note) oleh pejabat penilai; decline (dengan note) oleh yang diminta.

    Steps: approve and refuse (with a note) by the rating official; decline (with a note) by who is asked.
    """
    request = await requests.step_request(uow, principal, request_id, expected, step)
    tell_version(response, request.version)
    return request


@router.get(
    "/rating-collections",
    operation_id="list_rating_collections",
    summary="Daftar penutupan pengumpulan jawaban (ends of collecting)",
)
async def list_rating_collections(
    principal: Reader, uow: Reading, page: Paging, plan_id: OfPlan = None, period_id: OfPeriod = None
) -> Page[CollectionOut]:
    """Pengumpulan jawaban rekan kerja dan bawahan yang sudah ditutup, tentang Anda dan yang Anda pimpin.

    Where answers of peers and subordinates are no longer collected, about you and the people you lead.
    """
    return await collections.list_collections(uow, principal, plan_id=plan_id, period_id=period_id, page=page)


@router.post(
    "/rating-collections",
    operation_id="create_rating_collection",
    summary="Tutup pengumpulan jawaban (end the collecting of answers)",
    status_code=status.HTTP_201_CREATED,
)
async def create_rating_collection(
    principal: Writer, uow: Creating, given: CollectionIn, response: Response
) -> CollectionOut:
    """Pejabat penilai menutup pengumpulan jawaban rekan kerja dan bawahan, sekali dan tidak dapat dibuka lagi.

    Hasil kelompok yang cukup jawabannya dapat dibaca sejak itu; yang kurang tidak pernah ditunjukkan. Tanpa ini,
    pengumpulan tertutup bersama periodenya atau saat evaluasi ditetapkan. The rating official ends the collecting of
    answers, once and for ever: what enough of a group said can be read from then on, and the rest never. Without this
    it ends with the period, or when the evaluation is issued.
    """
    made = await collections.close_collection(uow, principal, given)
    tell_created(response, f"/v1/rating-collections/{made.id}", made.version)
    return made


@router.get(
    "/rating-collections/{collection_id}",
    operation_id="read_rating_collection",
    summary="Baca penutupan pengumpulan jawaban (read an end of collecting)",
)
async def read_rating_collection(
    principal: Reader, uow: Reading, collection_id: UUID, response: Response
) -> CollectionOut:
    """Kapan dan mengapa pengumpulan jawaban ditutup; tidak menyebut siapa dan berapa yang menjawab.

    When and why collecting ended; not who answered, nor how many.
    """
    found = await collections.read_collection(uow, principal, collection_id)
    tell_version(response, found.version)
    return found


@router.get("/behavior-ratings", operation_id="list_behavior_ratings", summary="Daftar penilaian perilaku (ratings)")
async def list_behavior_ratings(
    principal: Reader, uow: Reading, page: Paging, plan_id: OfPlan = None, period_id: OfPeriod = None
) -> Page[RatingOut]:
    """Penilaian yang Anda berikan, serta penilaian diri dan penilaian atasan setelah keduanya masuk.

    The ratings that you gave, and self-assessments and superiors' ratings once both are in. Those of peers and
    subordinates are seen by nobody but their giver.
    """
    return await ratings.list_ratings(uow, principal, plan_id=plan_id, period_id=period_id, page=page)


@router.post(
    "/behavior-ratings",
    operation_id="create_behavior_rating",
    summary="Nilai perilaku (rate behaviour)",
    status_code=status.HTTP_201_CREATED,
)
async def create_behavior_rating(principal: Writer, uow: Creating, given: RatingIn, response: Response) -> RatingOut:
    """Nilai ketujuh nilai BerAKHLAK: diri sendiri, sebagai pejabat penilai, atau atas permintaan yang disetujui.

    Rate the seven BerAKHLAK values: yourself, as the rating official, or on an approved request. Once per plan and
    period; nobody rates themself as superior, or a relative.
    """
    rating = await ratings.give_rating(uow, principal, given)
    tell_created(response, f"/v1/behavior-ratings/{rating.id}", rating.version)
    return rating


@router.get(
    "/behavior-ratings/{rating_id}", operation_id="read_behavior_rating", summary="Baca penilaian perilaku (a rating)"
)
async def read_behavior_rating(principal: Reader, uow: Reading, rating_id: UUID, response: Response) -> RatingOut:
    """Satu penilaian perilaku yang boleh Anda lihat.

    One rating of behaviour that you may see.
    """
    rating = await ratings.read_rating(uow, principal, rating_id)
    tell_version(response, rating.version)
    return rating


@router.put(
    "/behavior-ratings/{rating_id}",
    operation_id="change_behavior_rating",
    summary="Ubah penilaian perilaku (change a rating)",
)
async def change_behavior_rating(
    principal: Writer,
    expected: ExpectedVersion,
    uow: Writing,
    rating_id: UUID,
    given: RatingPut,
    response: Response,
) -> RatingOut:
    """Ganti penilaian Anda sendiri selama periodenya terbuka dan jawabannya masih dikumpulkan.

    Replace your own rating while its period is open and answers are collected.
    """
    rating = await ratings.change_rating(uow, principal, rating_id, expected, given)
    tell_version(response, rating.version)
    return rating


@router.get(
    "/behavior-results", operation_id="read_behavior_results", summary="Hasil penilaian perilaku (behaviour results)"
)
async def read_behavior_results(
    principal: Reader,
    uow: Reading,
    plan_id: Annotated[UUID, Query(description="SKP pegawai. The employee's plan.")],
    period_id: Annotated[
        UUID | None, Query(description="Periode; kosong untuk setahun. The period; without it the year.")
    ] = None,
) -> ResultsOut:
    """Hasil per kelompok penilai. Rekan kerja dan bawahan tampil setelah pengumpulan ditutup, mulai tiga jawaban.

    Nama dan jumlah jawaban yang kurang tidak diberitahukan; instansi dapat meminta lebih dari tiga. Penilaian diri dan
    penilaian atasan saling tertutup sampai keduanya masuk atau periodenya ditutup. Results by rater group. Peers and
    subordinates are shown once their collecting has closed, from three answers on (an agency may ask for more),
    without names; the self-assessment and the superior's rating stay hidden from each other until both are in or the
    period has closed.
    """
    return await ratings.read_results(uow, principal, plan_id, period_id)


@router.get(
    "/behavior-gaps", operation_id="read_behavior_gaps", summary="Selisih penilaian perilaku (gaps between groups)"
)
async def read_behavior_gaps(
    principal: Reader,
    uow: Reading,
    language: InLanguage,
    plan_id: Annotated[UUID, Query(description="SKP pegawai. The employee's plan.")],
    period_id: Annotated[
        UUID | None, Query(description="Periode; kosong untuk setahun. The period; without it the year.")
    ] = None,
) -> GapReportOut:
    """Penilaian diri, atasan, dan kelompok per nilai berdampingan, dengan catatan bila satu kelompok jauh berbeda.

    Hanya yang boleh Anda lihat di hasil penilaian. Self, superior and groups beside each other for each value, with a
    note where a group is far from the others; only what you may see in the results.
    """
    return await reports.read_gaps(uow, principal, plan_id, period_id, language)


@router.get(
    "/self-assessments", operation_id="list_self_assessments", summary="Daftar penilaian diri (list self-assessments)"
)
async def list_self_assessments(
    principal: Reader, uow: Reading, page: Paging, plan_id: OfPlan = None, period_id: OfPeriod = None
) -> Page[SelfAssessmentOut]:
    """Penilaian diri Anda, dan milik yang Anda pimpin setelah penilaian atasan juga masuk.

    Your own self-assessments, and those of the people you lead once the superior's rating is in too.
    """
    return await assessments.list_assessments(uow, principal, plan_id=plan_id, period_id=period_id, page=page)


@router.post(
    "/self-assessments",
    operation_id="create_self_assessment",
    summary="Nilai diri sendiri (assess yourself)",
    status_code=status.HTTP_201_CREATED,
)
async def create_self_assessment(
    principal: Writer, uow: Creating, given: SelfAssessmentIn, response: Response
) -> SelfAssessmentOut:
    """Nilai ketujuh nilai BerAKHLAK pada diri Anda dan tulis tentang setiap hasil kerja SKP.

    Atasan membacanya setelah ia sendiri menilai, atau setelah periodenya ditutup. Rate yourself by the seven values
    and write about every target of your plan; your superior reads it after rating you, or when the period has closed.
    """
    made = await assessments.assess_self(uow, principal, given)
    tell_created(response, f"/v1/self-assessments/{made.id}", made.version)
    return made


@router.get(
    "/self-assessments/{assessment_id}",
    operation_id="read_self_assessment",
    summary="Baca penilaian diri (read a self-assessment)",
)
async def read_self_assessment(
    principal: Reader, uow: Reading, assessment_id: UUID, response: Response
) -> SelfAssessmentOut:
    """Satu penilaian diri yang boleh Anda lihat.

    One self-assessment that you may see.
    """
    found = await assessments.read_assessment(uow, principal, assessment_id)
    tell_version(response, found.version)
    return found


@router.put(
    "/self-assessments/{assessment_id}",
    operation_id="change_self_assessment",
    summary="Ubah penilaian diri (change a self-assessment)",
)
async def change_self_assessment(
    principal: Writer,
    expected: ExpectedVersion,
    uow: Writing,
    assessment_id: UUID,
    given: SelfAssessmentPut,
    response: Response,
) -> SelfAssessmentOut:
    """Ganti penilaian diri Anda selama periodenya terbuka dan evaluasinya belum ditetapkan.

    Replace your self-assessment while its period is open and its evaluation has not been issued.
    """
    changed = await assessments.change_assessment(uow, principal, assessment_id, expected, given)
    tell_version(response, changed.version)
    return changed


@router.get(
    "/favouritism-signals",
    operation_id="list_favouritism_signals",
    summary="Tanda pilih kasih untuk auditor (signs of favouritism)",
)
async def list_favouritism_signals(
    principal: Auditor,
    uow: Reading,
    page: Paging,
    cycle_id: OfCycle,
    language: InLanguage,
) -> Page[PairOut]:
    """Pasangan yang saling menilai dengan hubungan keluarga, saling memberi nilai tertinggi, atau berulang kali.

    Setiap tanda menyebut faktanya dan apa yang tidak dibuktikannya. Hanya untuk auditor (inspektorat). Pairs of people
    who rate each other and are relatives, gave each other top ratings, or did so again and again; each sign with its
    facts and with what it does not prove. For auditors only.
    """
    return await reports.list_signals(uow, principal, cycle_id, page, language)


@router.get(
    "/rater-outliers",
    operation_id="list_rater_outliers",
    summary="Penilai yang menilai semua sama (raters who give all the same)",
)
async def list_rater_outliers(
    principal: Auditor,
    uow: Reading,
    page: Paging,
    cycle_id: OfCycle,
    language: InLanguage,
) -> Page[OutlierOut]:
    """Penilai yang memberi semua pegawai tingkat yang sama untuk semua nilai. Hanya untuk auditor (inspektorat).

    Raters who gave everybody the same level for every value; which level is not shown. For auditors only.
    """
    return await reports.list_outliers(uow, cycle_id, page, language)
